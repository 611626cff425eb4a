package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which of our classes start programs, read off the compiled ones: few, and none through a shell.
class NoShellTest {
  private static final Path CLASSES = Path.of("target/classes");

  /// Each starts one program it looked for itself, with words that are fixed, numbers, of a list,
  /// or files that the settings name.
  private static final Set<String> MAY_START_PROGRAMS =
      Set.of(
          "nightjar/camera/rpicam/RpicamChild",
          "nightjar/camera/rpicam/AttachedCameras",
          "nightjar/detect/Trial",
          "nightjar/tls/Keytool");

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "-c", "/bin/sh", "/bin/bash", "/usr/bin/env", "env");
  private static final Set<String> OF_LIBC =
      Set.of(
          "system",
          "popen",
          "fork",
          "vfork",
          "execl",
          "execlp",
          "execle",
          "execv",
          "execve",
          "execvp",
          "execvpe",
          "fexecve",
          "posix_spawn",
          "posix_spawnp",
          "dlopen");

  @Test
  void onlyTheseStartPrograms() throws IOException {
    var found = new TreeSet<String>();
    for (var model : ours()) {
      for (var entry : model.constantPool()) {
        if (entry instanceof MemberRefEntry member
            && member.owner().asInternalName().equals("java/lang/ProcessBuilder")) {
          found.add(model.thisClass().asInternalName());
        }
      }
    }
    assertEquals(new TreeSet<>(MAY_START_PROGRAMS), found);
  }

  @Test
  void noneTakesAnotherWay() throws IOException {
    var found = new TreeSet<String>();
    for (var model : ours()) {
      var name = model.thisClass().asInternalName();
      for (var entry : model.constantPool()) {
        switch (entry) {
          case MemberRefEntry member
              when member.owner().asInternalName().equals("java/lang/Runtime")
                  && member.name().stringValue().equals("exec") ->
              found.add(name + ": Runtime.exec");
          case StringEntry text
              when SHELLS.contains(text.stringValue()) || OF_LIBC.contains(text.stringValue()) ->
              found.add(name + ": " + text.stringValue());
          default -> {}
        }
      }
    }
    assertEquals(Set.of(), found);
  }

  private static Iterable<ClassModel> ours() throws IOException {
    try (var files = Files.walk(CLASSES)) {
      var models = new ArrayList<ClassModel>();
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        models.add(ClassFile.of().parse(file));
      }
      assertTrue(models.size() > 100);
      return models;
    }
  }
}
