package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BurstTest {
  private static final int RATE = 800_000; // bits a second: 100 bytes a millisecond
  private static final long MILLI = 1_000_000;
  private static final long START = 7_000 * MILLI;

  private final Burst burst = new Burst();

  @Test
  void asMuchAsAskedForLeavesNothingOut() {
    assertEquals("1111111111", taken(10, 100, 10_000));
  }

  @Test
  void aLittleTooMuchDoesNotEither() {
    assertEquals("1".repeat(50), taken(50, 100, 10_900));
  }

  @Test
  void afterALargePictureItWaitsUntilThatHasDrained() {
    assertEquals("1", taken(1, 0, 105_000)); // 1.05 s of the rate; 0.75 may stay
    assertEquals("001", taken(3, 100, 5_000));
  }

  @Test
  void longPausesSaveNothingUp() {
    taken(1, 0, 105_000);
    assertEquals("1", at(60_000, 105_000));
    assertEquals("0", at(60_100, 1));
  }

  @Test
  void pausesOfAnotherRateCountByThatRate() {
    taken(1, 0, 105_000);
    assertTrue(burst.takes(START + 100 * MILLI, 8 * RATE));
  }

  /// Whatever sizes pictures turn out to have, in every window.
  @Test
  void noWindowHasMoreThanTheBound() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int run = 0; run < 300; run++) {
      var fresh = new Burst();
      int pictures = 200;
      var ticks = new long[pictures];
      var bits = new double[pictures];
      long now = START;
      int largest = 1 + random.nextInt(200_000);
      for (int i = 0; i < pictures; i++) {
        now += random.nextInt(120) * MILLI;
        ticks[i] = now;
        if (fresh.takes(now, RATE)) {
          int size = random.nextInt(10) == 0 ? largest : random.nextInt(largest);
          fresh.add(size);
          bits[i] = size * 8.0;
        }
      }
      assertBounded(ticks, bits, "seed " + seed + ", run " + run);
    }
  }

  private static void assertBounded(long[] ticks, double[] bits, String said) {
    double largest = Arrays.stream(bits).max().orElseThrow();
    for (int from = 0; from < ticks.length; from++) {
      double sum = 0;
      for (int to = from; to < ticks.length; to++) {
        sum += bits[to];
        double seconds = (ticks[to] - ticks[from]) / 1e9;
        double bound = (Burst.LEAKS * seconds + Burst.HOLDS) * RATE + largest;
        assertTrue(sum <= bound + 1, () -> said);
      }
    }
  }

  private long next = START;

  /// `1` for a picture that was taken, `0` for one that was not.
  private String taken(int pictures, int millis, int bytes) {
    var taken = new StringBuilder();
    for (int i = 0; i < pictures; i++) {
      next += millis * MILLI;
      taken.append(burst.takes(next, RATE) ? 1 : 0);
      if (taken.charAt(i) == '1') {
        burst.add(bytes);
      }
    }
    return taken.toString();
  }

  private String at(int millis, int bytes) {
    next = START + millis * MILLI;
    return taken(1, 0, bytes);
  }
}
