package nightjar.alert;

import java.time.Duration;
import java.util.Optional;

/// When what was not taken is tried again.
final class Backoff {
  private static final long LONGEST_AT_FIRST = 60; // seconds
  private static final int FIRST = 66; // tries: about an hour
  private static final Duration THEN = Duration.ofMinutes(5);

  /// Of one alert: a day and some more.
  static final int MOST = 350; // tries

  private Backoff() {}

  /// Each pause twice the one before up to a minute, for an hour; then every five minutes.
  ///
  /// @param failed tries so far, at least one
  /// @return empty when it is given up
  static Optional<Duration> after(int failed) {
    if (failed >= MOST) {
      return Optional.empty();
    }
    if (failed >= FIRST) {
      return Optional.of(THEN);
    }
    return Optional.of(
        Duration.ofSeconds(Math.min(LONGEST_AT_FIRST, 1L << Math.min(10, failed - 1))));
  }
}
