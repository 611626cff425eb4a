package nightjar.auth;

import java.time.Duration;

/// Failures counted against one thing, such as an account or an address. Some are free; each
/// further one locks it for twice as long as the one before. Free ones come back one by one, all of
/// them in a day, whether there are more failures meanwhile or not.
///
/// @param inFlight attempts that have begun and not ended: they count as failures, else many at
///   once would be free
/// @param lockedUntil in ticks; means something only when the free failures are used up
/// @param since ticks up to which free ones have come back
/// @param told somebody was turned away since it was locked
record Bucket(int failures, int inFlight, long lockedUntil, long since, boolean told) {
  static final Duration FIRST_LOCK = Duration.ofSeconds(30);
  static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

  /// In which as many failures are forgotten as are free.
  static final Duration REFILL = Duration.ofDays(1);

  private static final int DOUBLINGS = 5; // from the first lock to the longest

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

  Bucket asOf(int free, long now) {
    long each = REFILL.toNanos() / free;
    long back = Math.min(failures, Math.max(0, now - since) / each);
    return back == 0
        ? this
        : new Bucket(failures - (int) back, inFlight, lockedUntil, since + back * each, told);
  }

  Bucket begun() {
    return new Bucket(failures, inFlight + 1, lockedUntil, since, told);
  }

  /// Neither right nor wrong, or right where that forgives nothing.
  Bucket ended() {
    return new Bucket(failures, Math.max(0, inFlight - 1), lockedUntil, since, told);
  }

  Bucket forgiven(long now) {
    return new Bucket(0, Math.max(0, inFlight - 1), now, now, false);
  }

  Bucket failed(int free, long now) {
    int count = Math.min(failures + 1, free + DOUBLINGS);
    long until = count < free ? now : now + lock(count - free).toNanos();
    long from = failures == 0 ? now : since;
    return new Bucket(count, Math.max(0, inFlight - 1), until, from, false);
  }

  private static Duration lock(int beyond) {
    var longer = FIRST_LOCK.multipliedBy(1L << beyond);
    return longer.compareTo(LONGEST_LOCK) < 0 ? longer : LONGEST_LOCK;
  }

  Bucket afterTelling() {
    return new Bucket(failures, inFlight, lockedUntil, since, true);
  }

  boolean isUnused() {
    return failures == 0 && inFlight == 0;
  }
}
