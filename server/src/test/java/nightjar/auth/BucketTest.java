package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
  /// Ticks begin anywhere, below zero and about to wrap too.
  @ParameterizedTest
  @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 1_000_000_000L, 77})
  void eachFailureBeyondTheFreeOnesLocksForTwiceAsLong(long start) {
    var bucket = Bucket.empty(start);
    long now = start;
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 12; i++) {
      bucket = bucket.begun().failed(5, now);
      var wait = bucket.retryIn(5, now);
      waits.add(wait.toSeconds());
      now += wait.toNanos();
      assertEquals(Duration.ZERO, bucket.retryIn(5, now), "when it is over, one more may try");
    }
    assertEquals(List.of(0L, 0L, 0L, 0L, 30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L), waits);
  }

  @Test
  void attemptsUnderWayCountAsFailures() {
    var bucket = Bucket.empty(0).failed(3, 0);
    assertEquals(Duration.ZERO, bucket.begun().retryIn(3, 0));
    assertTrue(bucket.begun().begun().retryIn(3, 0).isPositive());
    assertEquals(Duration.ZERO, bucket.begun().begun().ended().retryIn(3, 0));
  }

  @Test
  void onlyOneAtATimeMayTryOnceLocked() {
    var locked = Bucket.empty(0).failed(1, 0);
    long later = Duration.ofSeconds(30).toNanos();
    assertEquals(Duration.ofNanos(1), locked.retryIn(1, later - 1));
    assertEquals(Duration.ZERO, locked.retryIn(1, later));
    assertTrue(locked.begun().retryIn(1, later).isPositive());
  }

  @Test
  void forgivesAndForgets() {
    var locked = Bucket.empty(0).failed(1, 0).begun();
    assertTrue(locked.forgiven(9).isUnused());
    long day = Duration.ofDays(1).toNanos();
    assertEquals(1, locked.ended().asOf(day).failures());
    assertEquals(0, locked.ended().asOf(day + 1).failures());
    assertEquals(1, locked.asOf(day + 1).failures(), "not under an attempt under way");
  }

  @Test
  void neverOverflows() {
    var bucket = Bucket.empty(0);
    for (int i = 0; i < 10_000; i++) {
      bucket = bucket.failed(5, 0);
    }
    assertEquals(Bucket.LONGEST_LOCK, bucket.retryIn(5, 0));
  }
}
