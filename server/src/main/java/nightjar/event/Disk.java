package nightjar.event;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import nightjar.base.WholeFile;

/// The few ways in which files are changed here, so that tests can make them fail.
interface Disk {
  /// Writes at a place, after which the file ends: what a failed try left there is gone.
  ///
  /// @param sync return when it would survive a power cut
  void write(Path file, long at, byte[] bytes, boolean sync) throws IOException;

  /// The file is the old one or the new one, whole.
  void replace(Path file, byte[] bytes) throws IOException;

  void delete(Path file) throws IOException;

  Disk REAL =
      new Disk() {
        @Override
        public void write(Path file, long at, byte[] bytes, boolean sync) throws IOException {
          boolean made = !Files.exists(file);
          if (made) {
            makeFolder(file.toAbsolutePath().resolveSibling(""));
          }
          var options = made ? Set.of(CREATE_NEW, WRITE) : Set.of(WRITE);
          try (var to = FileChannel.open(file, options, WholeFile.MODE)) {
            to.truncate(at);
            to.position(at);
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
              to.write(left);
            }
            if (sync) {
              to.force(true);
            }
          }
          if (made && sync) {
            WholeFile.sync(file.toAbsolutePath().resolveSibling(""));
          }
        }

        @Override
        public void replace(Path file, byte[] bytes) throws IOException {
          makeFolder(file.toAbsolutePath().resolveSibling(""));
          WholeFile.replace(file, bytes);
        }

        @Override
        public void delete(Path file) throws IOException {
          Files.deleteIfExists(file);
        }
      };

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
      WholeFile.sync(folder.toAbsolutePath().resolve("..").normalize());
    }
  }
}
