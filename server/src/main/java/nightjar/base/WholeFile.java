package nightjar.base;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that only this program's user may read, and that are there whole or not at all.
public final class WholeFile {
  /// Mode 0600, for a file that is made.
  public static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final String PARTIAL = ".new"; // ending of a file being written

  private WholeFile() {}

  /// After a power cut the file is the old one or the new one.
  ///
  /// 1. What an earlier try left is removed, so that the new file has our owner and mode.
  /// 2. The bytes reach the disk, before the name does.
  /// 3. The name changes over.
  /// 4. The folder's entry reaches the disk.
  public static void replace(Path file, byte[] bytes) throws IOException {
    var partial = file.resolveSibling(file.getFileName() + PARTIAL);
    Files.deleteIfExists(partial); // 1.
    try (var to = FileChannel.open(partial, Set.of(CREATE_NEW, WRITE), MODE)) {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        to.write(left);
      }
      to.force(true); // 2.
    }
    Files.move(partial, file, ATOMIC_MOVE); // 3.
    sync(file.toAbsolutePath().resolveSibling("")); // 4.
  }

  /// Makes entries of a folder itself reach the disk.
  public static void sync(Path folder) throws IOException {
    try (var entries = FileChannel.open(folder, READ)) {
      entries.force(true);
    }
  }
}
