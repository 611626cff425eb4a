package nightjar.camera;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import nightjar.base.WeekTimes;

/// Whether a camera may look. When in doubt, it may not.
public sealed interface Verdict {
  record On() implements Verdict {}

  /// @param reason for people, such as `by ana`
  /// @param until empty when only a person ends it
  record Off(String reason, Optional<Instant> until) implements Verdict {}

  static Verdict of(WeekTimes times, Said said, ZonedDateTime now) {
    return switch (said) {
      case Said.Lost(var why) -> new Off(why, Optional.empty());
      case Said.Off(var who, _) -> new Off(by(who), Optional.empty());
      case Said.On on when on.holds(times, now) -> new On();
      case Said.On _, Said.Nothing _ -> times.holds(now) ? scheduled(times, now) : new On();
    };
  }

  private static String by(String who) {
    return who.isEmpty() ? "by hand" : "by " + who;
  }

  private static Off scheduled(WeekTimes times, ZonedDateTime now) {
    var end = times.nextChange(now);
    var until = end.map(e -> " until " + words(e, now)).orElse("");
    return new Off("by its schedule" + until, end.map(ZonedDateTime::toInstant));
  }

  private static String words(ZonedDateTime end, ZonedDateTime now) {
    boolean isSoon = end.isBefore(now.plusDays(1));
    return DateTimeFormatter.ofPattern(isSoon ? "HH:mm" : "EEE HH:mm", Locale.ENGLISH).format(end);
  }
}
