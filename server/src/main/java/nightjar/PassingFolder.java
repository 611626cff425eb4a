package nightjar;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder for what is not to outlive the program.
record PassingFolder(Path path) implements AutoCloseable {
  private static final System.Logger log = System.getLogger(PassingFolder.class.getName());

  /// @param name how its name begins
  static PassingFolder make(String name) throws IOException {
    return new PassingFolder(Files.createTempDirectory(name));
  }

  @Override
  public void close() {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      log.log(WARNING, "{0} stays: {1}", path, e);
    }
  }
}
