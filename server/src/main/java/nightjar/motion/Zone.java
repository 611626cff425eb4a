package nightjar.motion;

import java.util.List;

/// A part of the picture that is watched, or is not.
///
/// @param name for people: 1 to 40 characters
/// @param corners of a polygon that closes itself: 3 to 40
public record Zone(String name, Kind kind, List<Corner> corners) {
  private static final int LONGEST_NAME = 40;
  private static final int FEWEST = 3;
  private static final int MOST = 40;

  /// What a zone is for.
  public enum Kind {
    /// Where there is one, motion counts only inside of one.
    INCLUDE,
    /// What moves here is as if it did not.
    IGNORE
  }

  /// @param x from 0, the picture's left edge, to 1
  /// @param y from 0, the picture's upper edge, to 1
  public record Corner(double x, double y) {
    public Corner {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException("a corner lies between 0 and 1: " + x + "," + y);
      }
    }
  }

  public Zone {
    corners = List.copyOf(corners);
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a zone's name has 1 to %d characters and no space around it".formatted(LONGEST_NAME));
    }
    if (corners.size() < FEWEST || corners.size() > MOST) {
      throw new IllegalArgumentException(
          "a zone has %d to %d corners, not %d".formatted(FEWEST, MOST, corners.size()));
    }
  }

  static boolean isName(String text) {
    return !text.isBlank() && text.length() <= LONGEST_NAME && text.equals(text.strip());
  }

  /// Whether a point is inside, by the even-odd rule.
  public boolean holds(double x, double y) {
    boolean inside = false;
    var before = corners.getLast();
    for (var corner : corners) {
      if ((corner.y > y) != (before.y > y)
          && x < (before.x - corner.x) * (y - corner.y) / (before.y - corner.y) + corner.x) {
        inside = !inside;
      }
      before = corner;
    }
    return inside;
  }
}
