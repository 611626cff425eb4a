package nightjar.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.UnionLayout;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Has C compilers compare every number here with the kernel's headers.
class HeaderTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"x86_64-linux-gnu-gcc", "aarch64-linux-gnu-gcc"})
  void numbersAreThoseOfTheKernel(String compiler) throws Exception {
    assumeTrue(has(compiler), compiler + " is not installed: its headers are not compared");
    var lines = new ArrayList<>(List.of("#include <stddef.h>", "#include <linux/videodev2.h>"));
    for (var struct : Structs.ALL) {
      var type = "struct " + struct.name().orElseThrow();
      lines.add("_Static_assert(sizeof(%s) == %d, \"\");".formatted(type, struct.byteSize()));
      members(lines, type, "", 0, struct);
    }
    int before = lines.size();
    for (var field : Videodev2.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getName().startsWith("V")) {
        long value = ((Number) field.get(null)).longValue() & 0xffff_ffffL;
        lines.add("_Static_assert((unsigned) %s == %dU, \"\");".formatted(field.getName(), value));
      }
    }
    assertTrue(
        lines.size() > before + 60 && before > 150,
        "too few: %d, %d".formatted(before, lines.size()));
    assertEquals("", compile(compiler, lines));
  }

  /// The comparison itself must be able to fail.
  @Test
  void aWrongNumberIsSeen() throws Exception {
    assumeTrue(has("gcc"), "gcc is not installed");
    var wrong = List.of("#include <linux/videodev2.h>", "_Static_assert(VIDIOC_QBUF == 1, \"\");");
    assertTrue(compile("gcc", wrong).contains("static assertion failed"));
  }

  private static void members(
      List<String> lines, String type, String path, long base, GroupLayout group) {
    long offset = base;
    for (var member : group.memberLayouts()) {
      if (!(member instanceof PaddingLayout)) {
        member(lines, type, path, offset, member);
      }
      offset += group instanceof UnionLayout ? 0 : member.byteSize();
    }
  }

  private static void member(
      List<String> lines, String type, String path, long offset, MemoryLayout member) {
    var name = member.name().map(n -> path.isEmpty() ? n : path + "." + n).orElse(path);
    if (member.name().isPresent()) {
      lines.add("_Static_assert(offsetof(%s, %s) == %d, \"\");".formatted(type, name, offset));
    }
    // Of unions, and of structures inside them, not all members need be there.
    if (member instanceof GroupLayout inside) {
      members(lines, type, name, offset, inside);
    } else if (member instanceof SequenceLayout array
        && array.elementLayout() instanceof StructLayout element) {
      members(lines, type, name + "[0]", offset, element);
      lines.add(
          "_Static_assert(sizeof(((%s *) 0)->%s[0]) == %d, \"\");"
              .formatted(type, name, element.byteSize()));
    } else {
      lines.add(
          "_Static_assert(sizeof(((%s *) 0)->%s) == %d, \"\");"
              .formatted(type, name, member.byteSize()));
    }
  }

  private String compile(String compiler, List<String> lines) throws Exception {
    var source = Files.write(dir.resolve("header.c"), lines);
    var process =
        new ProcessBuilder(compiler, "-fsyntax-only", source.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return said;
  }

  private static boolean has(String program) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
