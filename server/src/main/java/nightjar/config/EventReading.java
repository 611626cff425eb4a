package nightjar.config;

import java.time.Duration;
import nightjar.config.Settings.EventSettings;
import nightjar.event.EventConfig;
import nightjar.event.Keeping;

/// What is an event, and how much is kept of them.
final class EventReading {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private EventReading() {}

  static EventSettings read(Section events) {
    var linger = events.take("linger", Values.duration(Duration.ofMillis(200), MINUTE), "2s");
    var merge = events.take("merge", Values.duration(Duration.ZERO, MINUTE), "1s");
    var longest =
        events.take("longest", Values.duration(Duration.ofSeconds(10), Duration.ofHours(1)), "10m");
    var keep = events.section("keep");
    var time = keep.take("time", Values.duration(Duration.ofDays(1), Duration.ofDays(3660)), "30d");
    long bytes = keep.take("bytes", Values::size, "256M");
    keep.rejectUnknown();
    long replay = events.take("replay", EventReading::sizeOrOff, "64M");
    events.rejectUnknown();
    return new EventSettings(
        new EventConfig(linger, merge, longest), new Keeping(time, bytes, replay));
  }

  private static long sizeOrOff(String text) {
    try {
      return text.equals("off") ? 0 : Values.size(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or off", e);
    }
  }
}
