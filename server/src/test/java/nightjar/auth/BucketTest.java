package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void aSuccessForgives() {
    assertTrue(Bucket.empty(0).failed(1, 0).begun().forgiven(9).isUnused());
  }

  /// All free ones are back after a day, one after the other.
  @ParameterizedTest
  @CsvSource({
    // free, failures, hours, left
    "24,  24,  0, 24",
    "24,  24,  1, 23",
    "24,  24, 12, 12",
    "24,  24, 24,  0",
    "24,   3,  2,  1",
    "24,   3, 99,  0",
    "24,  99, 24,  5", // no more are counted than lock for longer
    " 5,   5,  4,  5",
    " 5,   5,  5,  4",
    " 1,   1, 23,  1",
    " 1,   1, 24,  0"
  })
  void refillsEvenly(int free, int failures, int hours, int left) {
    for (long start : new long[] {0, -5, Long.MAX_VALUE - 5}) {
      var bucket = Bucket.empty(start);
      for (int i = 0; i < failures; i++) {
        bucket = bucket.failed(free, start);
      }
      long now = start + Duration.ofHours(hours).toNanos();
      assertEquals(left, bucket.asOf(free, now).failures());
      var inSteps = bucket;
      for (long minute = 7; minute <= hours * 60L; minute += 7) {
        inSteps = inSteps.asOf(free, start + Duration.ofMinutes(minute).toNanos());
      }
      assertEquals(left, inSteps.asOf(free, now).failures(), "however often somebody looks");
      assertEquals(1, bucket.begun().asOf(free, now).inFlight(), "an attempt under way counts on");
    }
  }

  /// Else a household that errs a little each day would be locked for ever.
  @Test
  void refillsWhileThereAreMoreFailures() {
    var bucket = Bucket.empty(0);
    long now = 0;
    for (int i = 0; i < 500; i++) {
      bucket = bucket.asOf(20, now).failed(20, now);
      assertEquals(Duration.ZERO, bucket.retryIn(20, now), "failure " + i);
      now += Duration.ofMinutes(80).toNanos();
    }
    assertTrue(bucket.failures() <= 2, bucket::toString);
  }

  /// The other side of that: who guesses at every chance in a month gets no more than these.
  @ParameterizedTest
  @CsvSource({"5, 3100", "20, 3100", "100, 3200"})
  void whoNeverStopsGuessingGetsFew(int free, int most) {
    var bucket = Bucket.empty(0);
    long now = 0;
    int tries = 0;
    while (now < Duration.ofDays(30).toNanos()) {
      bucket = bucket.asOf(free, now);
      var wait = bucket.retryIn(free, now);
      if (wait.isZero()) {
        bucket = bucket.failed(free, now);
        tries++;
      }
      now += Math.max(wait.toNanos(), 1_000_000_000L);
    }
    assertTrue(tries <= most, "tries: " + tries);
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
