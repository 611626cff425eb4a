package nightjar.governor;

import java.time.Duration;

/// How quickly something is shed, and how slowly it comes back. All in nanoseconds.
///
/// @param start time in which nothing is shed: a program that starts is busy
/// @param bad that readings must be bad, one after the other, before something is shed, and after
///   that before something more is
/// @param urgent from one thing to the next where nothing waits
/// @param calm that readings must be calm before something comes back, and again for each more
/// @param longest that `calm` becomes, doubled whenever something came back too early
public record Pace(long start, long bad, long urgent, long calm, long longest) {
  private static final int DOUBLINGS = 4;

  /// What people may set; the rest follows.
  public static Pace of(Duration calm) {
    return new Pace(
        Duration.ofSeconds(10).toNanos(),
        Duration.ofMillis(2_500).toNanos(), // the third of three bad readings, once a second
        Duration.ofMillis(900).toNanos(),
        calm.toNanos(),
        calm.toNanos() << DOUBLINGS);
  }
}
