package nightjar.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders that only this program's user may look into.
final class PrivateFolders {
  private PrivateFolders() {}

  /// Makes the folder, and those above it, unless it is there; nobody else may look into it.
  static void make(Path folder) throws IOException {
    var onlyMe = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(onlyMe));
    }
    Files.setPosixFilePermissions(folder, onlyMe);
  }

  /// With what is in it; nothing happens when it is not there.
  static void remove(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
