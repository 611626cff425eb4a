package nightjar.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux counts of this process, in proc(5).
///
/// @param dirtied bytes of pages that were made dirty and have to go to a disk
/// @param passed bytes handed to write and its like
record Kernel(long dirtied, long passed) {
  private static final Path SELF = Path.of("/proc/self");

  static Kernel now() throws IOException {
    long dirtied = value("io", "write_bytes") - value("io", "cancelled_write_bytes");
    return new Kernel(dirtied, value("io", "wchar"));
  }

  Kernel since(Kernel before) {
    return new Kernel(dirtied - before.dirtied, passed - before.passed);
  }

  /// In bytes.
  static long resident() throws IOException {
    return value("status", "VmRSS") << 10;
  }

  static int threads() throws IOException {
    return (int) value("status", "Threads");
  }

  /// Open file descriptors.
  static int descriptors() throws IOException {
    try (var all = Files.newDirectoryStream(SELF.resolve("fd"))) {
      int count = 0;
      for (var _ : all) {
        count++;
      }
      return count;
    }
  }

  private static long value(String file, String name) throws IOException {
    return Files.readString(SELF.resolve(file))
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
