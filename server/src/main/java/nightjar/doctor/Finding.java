package nightjar.doctor;

/// One thing that was looked at.
///
/// @param what one line for people
/// @param remedy what to do about it; empty where nothing needs doing
public record Finding(Level level, String what, String remedy) {
  /// How good it is.
  public enum Level {
    FINE("ok  "),
    /// Works, at a cost or not for all.
    NOTE("note"),
    BAD("BAD ");

    private final String mark;

    Level(String mark) {
      this.mark = mark;
    }
  }

  public static Finding fine(String what) {
    return new Finding(Level.FINE, what, "");
  }

  public static Finding note(String what, String remedy) {
    return new Finding(Level.NOTE, what, remedy);
  }

  public static Finding bad(String what, String remedy) {
    return new Finding(Level.BAD, what, remedy);
  }

  /// As it is printed.
  public String text() {
    var line = level.mark + "  " + what;
    return remedy.isEmpty() ? line : line + "\n      -> " + remedy;
  }
}
