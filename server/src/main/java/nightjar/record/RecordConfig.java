package nightjar.record;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;
import nightjar.base.WeekTimes;

/// How one camera is recorded.
///
/// @param mode outside of all windows
/// @param schedule windows of other modes; where several hold, the first in the order of the modes
/// @param before what it began is recorded from so long before it
/// @param after it ended, so much more is recorded
public record RecordConfig(
    RecordMode mode, Map<RecordMode, WeekTimes> schedule, Duration before, Duration after) {
  public static final Duration MOST_BEFORE = Duration.ofSeconds(30);
  public static final Duration MOST_AFTER = Duration.ofMinutes(5);
  public static final RecordConfig OFF = plain(RecordMode.OFF);
  public static final RecordConfig STANDARD = plain(RecordMode.EVENTS);

  public RecordConfig {
    schedule = Map.copyOf(schedule);
    refuseUnless(before, MOST_BEFORE);
    refuseUnless(after, MOST_AFTER);
  }

  private static void refuseUnless(Duration time, Duration most) {
    if (time.isNegative() || time.compareTo(most) > 0) {
      throw new IllegalArgumentException("must be 0s to " + most.toSeconds() + "s");
    }
  }

  /// One mode at all times.
  public static RecordConfig plain(RecordMode mode) {
    return new RecordConfig(mode, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /// In force by what a clock on the wall shows.
  public RecordMode at(ZonedDateTime when) {
    for (var candidate : RecordMode.values()) {
      if (schedule.getOrDefault(candidate, WeekTimes.NONE).holds(when)) {
        return candidate;
      }
    }
    return mode;
  }

  /// Whether there is a moment of a week at which this mode is in force.
  public boolean uses(RecordMode candidate) {
    return mode == candidate || schedule.containsKey(candidate);
  }

  /// Whether anything is ever recorded.
  public boolean records() {
    return mode != RecordMode.OFF
        || schedule.keySet().stream().anyMatch(other -> other != RecordMode.OFF);
  }

  /// Whether anything waits for something to happen, so that what was before matters.
  public boolean looksBack() {
    return uses(RecordMode.MOTION) || uses(RecordMode.EVENTS) || uses(RecordMode.DUAL);
  }
}
