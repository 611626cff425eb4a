package nightjar.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Times are in milliseconds here; pictures are 40 apart.
class SourceClockTest {
  private static final long MILLI = 1_000_000;

  private final SourceClock clock = new SourceClock();

  @Test
  void theLeastDelayedArrivalCounts() {
    assertEquals(1030, ticks(0, 1030)); // 30 late
    assertEquals(1070, ticks(40, 1075)); // late by no more than the first
    assertEquals(1085, ticks(80, 1085)); // 5 late: the best so far
    assertEquals(1125, ticks(120, 1160));
    assertEquals(1165, ticks(160, 1170));
  }

  @Test
  void noPictureWasTakenAfterItCame() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    long arrival = 0;
    for (int i = 0; i < 10_000; i++) {
      // One comes after the other, however late.
      arrival = Math.max(arrival + 1, (5000 + 40L * i + random.nextInt(60)) * MILLI);
      assertTrue(clock.ticks(40L * i * MILLI, arrival) <= arrival, "seed " + seed);
    }
  }

  /// 100 ppm are 360 ms an hour.
  @Test
  void aSourceThatDriftsIsFollowedBothWays() {
    for (double drift : new double[] {0.9999, 1.0001}) {
      var drifting = new SourceClock();
      long last = 0;
      for (int i = 0; i < 90_000; i++) {
        last = drifting.ticks((long) (40 * MILLI * i * drift), 40 * MILLI * i);
      }
      assertEquals(40 * MILLI * 89_999, last, 10.0 * MILLI);
    }
  }

  @Test
  void aSourceThatBeginsAnewIsFollowedAtOnce() {
    ticks(90_000, 1000);
    ticks(90_040, 1040);
    assertEquals(1080, ticks(0, 1080));
    assertEquals(1120, ticks(40, 1120));
  }

  @Test
  void aPauseIsNoBeginning() {
    ticks(0, 1000);
    assertEquals(61_000, ticks(60_000, 61_020), 15);
  }

  @Test
  void timesAlwaysGrow() {
    ticks(40, 1000);
    long before = clock.ticks(80 * MILLI, 1040 * MILLI);
    assertEquals(before + 1, clock.ticks(60 * MILLI, 1050 * MILLI));
  }

  private long ticks(long stamp, long arrival) {
    return clock.ticks(stamp * MILLI, arrival * MILLI) / MILLI;
  }
}
