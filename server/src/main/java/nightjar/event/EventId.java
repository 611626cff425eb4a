package nightjar.event;

import java.util.Optional;
import java.util.regex.Pattern;

/// What an event's name says.
///
/// @param start microseconds since 1970
record EventId(String camera, long start) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]{0,30})-(\\d{1,16})");

  /// Empty when it cannot be one.
  static Optional<EventId> of(String text) {
    var parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new EventId(parts.group(1), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  String text() {
    return camera + "-" + start;
  }

  String day() {
    return Days.of(start);
  }
}
