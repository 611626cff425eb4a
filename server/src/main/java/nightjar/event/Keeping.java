package nightjar.event;

import java.time.Duration;

/// How much is kept of one camera's events; the oldest go first.
///
/// @param time events are kept for
/// @param bytes of events and their pictures
/// @param replay bytes of the journal from which settings are tried
public record Keeping(Duration time, long bytes, long replay) {
  public static final Keeping STANDARD = new Keeping(Duration.ofDays(30), 256L << 20, 64L << 20);

  public Keeping {
    if (time.compareTo(Duration.ofDays(1)) < 0 || time.compareTo(Duration.ofDays(3660)) > 0) {
      throw new IllegalArgumentException("events are kept for 1 to 3660 days, not " + time);
    }
    if (bytes < 1 << 20) {
      throw new IllegalArgumentException("events need at least 1 MiB, not " + bytes);
    }
    if (replay < 0) {
      throw new IllegalArgumentException("the journal has no less than 0 bytes: " + replay);
    }
  }
}
