package nightjar.motion;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionTest {
  /// Blocks' sides of 4, 8, 16 and 32, with and without something left over.
  @ParameterizedTest
  @CsvSource({
    "16, 16, 4",
    "19, 17, 4",
    "320, 240, 4",
    "333, 251, 4",
    "640, 480, 4",
    "641, 480, 8",
    "768, 432, 8",
    "1280, 720, 8",
    "720, 1280, 8",
    "1283, 723, 16",
    "1920, 1080, 16",
    "2560, 1440, 16",
    "2561, 1441, 32",
    "3840, 2160, 32"
  })
  void isTheMeanOfTheSampledRows(int width, int height, int side) {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var grid = Grid.of(width, height);
    assertEquals(side, grid.side());
    byte[] luma = new byte[width * height];
    random.nextBytes(luma);
    assertArrayEquals(plainly(grid, luma), reduced(grid, luma), "-Dseed=" + seed);
    Arrays.fill(luma, (byte) 255);
    int[] white = new int[grid.blocks()];
    Arrays.fill(white, 255 * 16);
    assertArrayEquals(white, reduced(grid, luma));
  }

  private static int[] reduced(Grid grid, byte[] luma) {
    int[] into = new int[grid.blocks()];
    try (var arena = Arena.ofConfined()) {
      new Reduction(grid).reduce(arena.allocateFrom(JAVA_BYTE, luma), grid.width(), into);
    }
    return into;
  }

  private static int[] plainly(Grid grid, byte[] luma) {
    int[] into = new int[grid.blocks()];
    int step = grid.side() / 4;
    for (int i = 0; i < into.length; i++) {
      int left = i % grid.columns() * grid.side();
      int top = i / grid.columns() * grid.side() + step / 2;
      int sum = 0;
      for (int row = 0; row < 4; row++) {
        for (int x = 0; x < grid.side(); x++) {
          sum += luma[(top + row * step) * grid.width() + left + x] & 0xff;
        }
      }
      into[i] = sum * 16 / (4 * grid.side());
    }
    return into;
  }
}
