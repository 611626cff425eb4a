package nightjar.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only this program's user may read, and that are there whole or not at all.
final class PrivateFiles {
  private PrivateFiles() {}

  /// Makes the folder, and those above it, unless it is there; nobody else may look into it.
  static void makeFolder(Path folder) throws IOException {
    var onlyMe = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(onlyMe));
    }
    Files.setPosixFilePermissions(folder, onlyMe);
  }

  static void write(Path file, byte[] bytes) throws IOException {
    var partial = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(partial);
    var onlyMe = PosixFilePermissions.fromString("rw-------");
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var to =
        FileChannel.open(partial, options, PosixFilePermissions.asFileAttribute(onlyMe))) {
      var all = ByteBuffer.wrap(bytes);
      while (all.hasRemaining()) {
        to.write(all);
      }
      to.force(true); // the bytes, before the name
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }

  /// With what is in it; nothing happens when it is not there.
  static void removeFolder(Path folder) throws IOException {
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
