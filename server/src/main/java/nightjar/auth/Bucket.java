package nightjar.auth;

import java.time.Duration;

/// Failures counted against one thing, such as an account or an address. Some are free; each
/// further one locks it for twice as long as the one before.
///
/// @param inFlight attempts that have begun and not ended: they count as failures, else many at
///   once would be free
/// @param lockedUntil in ticks; means something only when the free failures are used up
/// @param last when something happened, in ticks
/// @param told somebody was turned away since it was locked
record Bucket(int failures, int inFlight, long lockedUntil, long last, boolean told) {
  static final Duration FIRST_LOCK = Duration.ofSeconds(30);
  static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

  /// Failures are forgotten when for so long there was no other.
  static final Duration MEMORY = Duration.ofDays(1);

  /// While others that began before are not done.
  private static final Duration IN_FLIGHT_WAIT = Duration.ofSeconds(1);

  static Bucket empty(long now) {
    return new Bucket(0, 0, now, now, false);
  }

  /// How long until another attempt may begin; zero is now.
  Duration retryIn(int free, long now) {
    if (failures >= free && now - lockedUntil < 0) {
      return Duration.ofNanos(lockedUntil - now);
    }
    boolean full = failures >= free ? inFlight > 0 : failures + inFlight >= free;
    return full ? IN_FLIGHT_WAIT : Duration.ZERO;
  }

  Bucket asOf(long now) {
    boolean forgotten = inFlight == 0 && now - last > MEMORY.toNanos();
    return forgotten ? empty(now) : this;
  }

  Bucket begun() {
    return new Bucket(failures, inFlight + 1, lockedUntil, last, told);
  }

  /// Neither right nor wrong, or right where that forgives nothing.
  Bucket ended() {
    return new Bucket(failures, Math.max(0, inFlight - 1), lockedUntil, last, told);
  }

  Bucket forgiven(long now) {
    return new Bucket(0, Math.max(0, inFlight - 1), now, now, false);
  }

  Bucket failed(int free, long now) {
    int count = Math.min(failures + 1, free + 30); // beyond that nothing grows
    long until = count < free ? now : now + lock(count - free).toNanos();
    return new Bucket(count, Math.max(0, inFlight - 1), until, now, false);
  }

  private static Duration lock(int beyond) {
    var longer = FIRST_LOCK.multipliedBy(1L << Math.min(beyond, 10));
    return longer.compareTo(LONGEST_LOCK) < 0 ? longer : LONGEST_LOCK;
  }

  Bucket afterTelling() {
    return new Bucket(failures, inFlight, lockedUntil, last, true);
  }

  boolean isUnused() {
    return failures == 0 && inFlight == 0;
  }
}
