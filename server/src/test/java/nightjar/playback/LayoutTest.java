package nightjar.playback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void anyRangeIsThatOfTheWhole() throws IOException {
    System.out.println("-Dseed=" + seed);
    for (int i = 0; i < 200; i++) {
      check();
    }
  }

  private void check() throws IOException {
    var layout = new Layout();
    var whole = new ByteArrayOutputStream();
    for (int parts = random.nextInt(100); parts >= 0; parts--) {
      var bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        layout.made(bytes);
        whole.writeBytes(bytes);
      } else {
        int at = random.nextInt(bytes.length + 1);
        int count = random.nextInt(bytes.length - at + 1);
        layout.stored((to, from) -> to.put(bytes, (int) from, to.remaining()), "", at, count);
        whole.write(bytes, at, count);
      }
    }
    var expected = whole.toByteArray();
    for (int i = 0; i < 20; i++) {
      int at = random.nextInt(expected.length + 1);
      int count = random.nextInt(expected.length - at + 1);
      var read = ByteBuffer.allocate(count);
      layout.read(read, at);
      assertArrayEquals(Arrays.copyOfRange(expected, at, at + count), read.array());
    }
    var beyond = ByteBuffer.allocate(expected.length + 1);
    assertThrows(IllegalArgumentException.class, () -> layout.read(beyond, 0));
  }
}
