package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final long SECOND = 1_000_000_000;

  private static int taken(Bucket bucket, long from, long to, long step) {
    int taken = 0;
    for (long at = from; at < to; at += step) {
      taken += bucket.take(at) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void givesItsRateAndTwoThatWereSaved() {
    var bucket = new Bucket(4);
    assertEquals(2 + 40 - 1, taken(bucket, 0, 10 * SECOND, SECOND / 10));
    assertEquals(2, taken(bucket, 100 * SECOND, 100 * SECOND + 10, 1));
  }

  @Test
  void givesNothingAtNoRate() {
    assertEquals(0, taken(new Bucket(0), 0, 10 * SECOND, SECOND));
  }

  @Test
  void takesAnotherRateAtOnce() {
    var bucket = new Bucket(0);
    bucket.rate(1);
    assertEquals(6, taken(bucket, 0, 5 * SECOND, SECOND / 100));
  }

  @Test
  void refusesWhatIsNoRate() {
    assertThrows(IllegalArgumentException.class, () -> new Bucket(-1));
    assertThrows(IllegalArgumentException.class, () -> new Bucket(Double.NaN));
  }

  /// At any times, in any order.
  @Test
  void neverGivesMoreThanItsRate() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      double rate = random.nextDouble() * 10;
      var bucket = new Bucket(rate);
      long start = random.nextLong(-5 * SECOND, 5 * SECOND);
      long at = start;
      long latest = start;
      int taken = 0;
      for (int i = 0; i < 500; i++) {
        at += random.nextLong(-SECOND / 4, SECOND);
        latest = Math.max(latest, at);
        taken += bucket.take(at) ? 1 : 0;
        double most = 2 + rate * (latest - start) / 1e9 + rate * 0.25 + 1e-6;
        assertTrue(taken <= most, "seed " + seed + ": " + taken + " of " + most);
      }
    }
  }
}
