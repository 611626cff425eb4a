package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the index comes from.
interface IndexFile {
  /// @throws BrokenIndexException it has to be put aside first
  Index open() throws IOException;

  /// Whether there is one yet.
  boolean exists();

  /// @return where it went
  Path putAside() throws IOException;

  static IndexFile of(Path folder) {
    return new IndexFile() {
      private final Path file = folder.resolve(Names.INDEX);

      @Override
      public Index open() throws IOException {
        return SqliteIndex.open(file);
      }

      @Override
      public boolean exists() {
        return Files.exists(file);
      }

      @Override
      public Path putAside() throws IOException {
        int number = 1;
        while (Files.exists(aside(number, ""))) {
          number++;
        }
        for (var part : new String[] {"-wal", "-shm", ""}) { // the log first: it has no use alone
          if (Files.exists(part(part))) {
            Files.move(part(part), aside(number, part));
          }
        }
        return aside(number, "");
      }

      private Path part(String suffix) {
        return file.resolveSibling(Names.INDEX + suffix);
      }

      private Path aside(int number, String suffix) {
        return file.resolveSibling(Names.BROKEN + number + suffix);
      }
    };
  }
}
