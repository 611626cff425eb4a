package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory of its own the process may have, by setrlimit(2). Beyond it, there is none to be
/// had, as if the machine had no more.
public final class DataLimit {
  private static final int RLIMIT_DATA = 2;
  private static final String SIZE = "VmData:"; // kB, of /proc/self/status

  private DataLimit() {}

  /// Allows so many bytes on top of what it has now, for good.
  ///
  /// @return whether the kernel took it
  public static boolean more(long bytes) throws IOException {
    long limit = size() + bytes;
    try (var arena = Arena.ofConfined()) {
      var both = arena.allocate(2 * Long.BYTES, Long.BYTES);
      both.set(JAVA_LONG, 0, limit);
      both.set(JAVA_LONG, Long.BYTES, limit);
      return Libc.SETRLIMIT.call(RLIMIT_DATA, both.address()) == 0;
    }
  }

  private static long size() throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(SIZE)) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("/proc/self/status has no " + SIZE);
  }
}
