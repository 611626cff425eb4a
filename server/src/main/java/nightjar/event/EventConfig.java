package nightjar.event;

import java.time.Duration;

/// When motion is one event, and when it is two.
///
/// @param linger a pause that an event outlasts
/// @param merge after that pause: what begins within it goes on with the same event
/// @param longest after which an event is cut, and goes on as a next one
public record EventConfig(Duration linger, Duration merge, Duration longest) {
  public static final EventConfig STANDARD =
      new EventConfig(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(10));

  public EventConfig {
    check("linger", linger, Duration.ofMillis(200), Duration.ofMinutes(1));
    check("merge", merge, Duration.ZERO, Duration.ofMinutes(1));
    check("longest", longest, Duration.ofSeconds(10), Duration.ofHours(1));
  }

  private static void check(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s is from %s to %s, not %s".formatted(what, words(least), words(most), words(value)));
    }
  }

  private static String words(Duration time) {
    return time.toMillis() + " ms";
  }
}
