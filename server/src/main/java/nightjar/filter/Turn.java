package nightjar.filter;

/// How far a picture is turned, clockwise.
public enum Turn {
  NONE,
  /// A quarter: what was at the top is now at the right.
  RIGHT,
  /// By 180 degrees.
  HALF,
  /// Three quarters: what was at the top is now at the left.
  LEFT;

  /// Width and height change places, which needs a second picture.
  boolean isQuarter() {
    return this == RIGHT || this == LEFT;
  }
}
