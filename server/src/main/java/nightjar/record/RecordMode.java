package nightjar.record;

import java.util.Locale;

/// What of a camera is recorded.
public enum RecordMode {
  OFF,
  CONTINUOUS,
  /// While something moves.
  MOTION,
  /// While an event lasts.
  EVENTS,
  /// The smaller stream continuously, the main one while an event lasts.
  DUAL;

  private final String word = name().toLowerCase(Locale.ROOT);

  public String word() {
    return word;
  }
}
