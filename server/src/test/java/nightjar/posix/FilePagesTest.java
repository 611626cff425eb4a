package nightjar.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePagesTest {
  private static final int SIZE = 4 << 20;

  @TempDir Path dir;

  @Test
  void areLetGoAndComeAgain() throws IOException {
    var bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) 7);
    var file = Files.write(dir.resolve("four megabytes"), bytes);
    try (var channel = FileChannel.open(file)) {
      var mapped = channel.map(MapMode.READ_ONLY, 0, SIZE);
      assertEquals(7 * SIZE, sum(mapped));
      assertTrue(resident(file) > SIZE / 2);
      assertTrue(FilePages.drop(file));
      assertEquals(0, resident(file));
      assertEquals(7 * SIZE, sum(mapped));
    }
    assertFalse(FilePages.drop(dir.resolve("none")));
  }

  private static int sum(MappedByteBuffer mapped) {
    int sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += mapped.get(i);
    }
    return sum;
  }

  /// Bytes, as the kernel tells of it.
  private static long resident(Path file) throws IOException {
    long bytes = 0;
    boolean inside = false;
    for (var line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        inside = line.endsWith(file.toRealPath().toString());
      } else if (inside && line.startsWith("Rss:")) {
        bytes += 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return bytes;
  }
}
