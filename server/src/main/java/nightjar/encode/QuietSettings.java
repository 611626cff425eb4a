package nightjar.encode;

import java.time.Duration;

/// How a scene in which nothing stirs is encoded.
///
/// @param on whether it is at a trickle; else always at full rate
/// @param every from one picture of a trickle to the next
/// @param linger full rate goes on so long after the scene last stirred
public record QuietSettings(boolean on, Duration every, Duration linger) {
  /// A page that hears nothing for longer takes the way to the server for broken.
  public static final Duration RAREST = Duration.ofSeconds(2);

  public static final Duration OFTENEST = Duration.ofMillis(200);
  public static final Duration LONGEST_LINGER = Duration.ofMinutes(1);

  public static final QuietSettings STANDARD =
      new QuietSettings(true, Duration.ofSeconds(1), Duration.ofSeconds(2));
  public static final QuietSettings OFF = new QuietSettings(false, STANDARD.every, STANDARD.linger);

  public QuietSettings {
    if (every.compareTo(OFTENEST) < 0 || every.compareTo(RAREST) > 0) {
      throw new IllegalArgumentException("every must be 200 ms to 2 s: " + every);
    }
    if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
      throw new IllegalArgumentException("linger must be 0 to 60 s: " + linger);
    }
  }
}
