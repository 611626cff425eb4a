package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A picture of 16x9 blocks, ten looks a second.
class RimTest {
  private static final Grid GRID = Grid.ofBlocks(16, 9);
  private static final float APART = 0.1f;

  private final Rim rim = new Rim(GRID);
  private final byte[] scores = new byte[GRID.blocks()];

  @ParameterizedTest
  @CsvSource({
    // two blocks, their score, whether they are an inkling
    "0, 4, 1, 4, 64, true", // at the left, and the one inside of it
    "0, 4, 0, 5, 64, true", // along the rim
    "15, 4, 14, 4, 255, true",
    "7, 0, 7, 1, 100, true",
    "7, 8, 8, 8, 100, true",
    "0, 4, 1, 4, 63, false", // not over the threshold
    "0, 4, 2, 4, 255, false", // apart
    "7, 4, 8, 4, 255, false", // nobody comes in there
    "15, 3, 0, 4, 255, false", // neighbours in memory alone
    "0, 0, 0, 1, 64, true",
    "15, 8, 14, 8, 64, true",
  })
  void twoBlocksAtTheRimAreAnInkling(int x, int y, int x2, int y2, int score, boolean expected) {
    set(x, y, score);
    set(x2, y2, score);
    assertEquals(expected, rim.stirs(scores, APART));
  }

  @Test
  void whatStandsThereSaysNothingAfterASecond() {
    put(255);
    assertEquals(9, inklings(30));
    put(0);
    assertEquals(0, inklings(1));
    put(255);
    assertEquals(9, inklings(30));
  }

  /// As digits of a drawn clock do, or leaves.
  @Test
  void whatComesAgainAndAgainSaysNothing() {
    int inklings = 0;
    for (int second = 0; second < 600; second++) {
      put(second % 2 == 0 ? 255 : 0);
      inklings += inklings(10);
    }
    assertEquals(4 * 9, inklings);
    put(0);
    inklings(1800); // three minutes of rest
    put(255);
    assertEquals(9, inklings(10));
  }

  @Test
  void whoComesOnceAMinuteIsNewEachTime() {
    for (int minute = 0; minute < 20; minute++) {
      put(255);
      assertEquals(9, inklings(20), "minute " + minute);
      put(0);
      assertEquals(0, inklings(580));
    }
  }

  private void put(int score) {
    set(0, 4, score);
    set(1, 4, score);
  }

  private void set(int x, int y, int score) {
    scores[y * GRID.columns() + x] = (byte) score;
  }

  private int inklings(int looks) {
    int inklings = 0;
    for (int i = 0; i < looks; i++) {
      inklings += rim.stirs(scores, APART) ? 1 : 0;
    }
    return inklings;
  }
}
