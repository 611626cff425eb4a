package nightjar.camera;

import java.time.Instant;
import java.time.ZonedDateTime;
import nightjar.base.WeekTimes;

/// What people said last about a camera's being on.
sealed interface Said {
  /// Nobody ever said anything: its schedule decides.
  record Nothing() implements Said {}

  /// Holds until somebody says otherwise.
  ///
  /// @param who empty when that is not known
  record Off(String who, Instant at) implements Said {}

  /// Holds against the schedule's off time in which it was said, and no longer.
  record On(String who, Instant at) implements Said {
    boolean holds(WeekTimes times, ZonedDateTime now) {
      var then = at.atZone(now.getZone());
      return !then.isAfter(now)
          && times.holds(then)
          && times.nextChange(then).map(now::isBefore).orElse(true);
    }
  }

  /// Somebody may have said something, and it can no longer be read.
  ///
  /// @param why for people
  record Lost(String why) implements Said {}
}
