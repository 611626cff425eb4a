package nightjar.filter;

import java.util.List;

/// An area nobody is ever to see: a polygon, its last point joined to its first.
///
/// Filled by the non-zero rule: where its outline runs over itself, the overlap is hidden too. A
/// hole is left only where an inner loop is drawn against the direction of the outer one.
///
/// @param points 3 to 32, not all on one line
public record Mask(List<Point> points) {
  private static final int FEWEST = 3;
  private static final int MOST = 32;
  private static final double FLAT = 1e-9;

  /// A place in the picture as it is seen, that is after turning and mirroring.
  ///
  /// @param x from 0 at the left edge to 1 at the right
  /// @param y from 0 at the top edge to 1 at the bottom
  public record Point(double x, double y) {
    public Point {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException(
            "a mask's points lie in the picture, from 0 to 1: %s, %s".formatted(x, y));
      }
    }
  }

  public Mask {
    points = List.copyOf(points);
    if (points.size() < FEWEST || points.size() > MOST) {
      throw new IllegalArgumentException(
          "a mask has %d to %d points: %d".formatted(FEWEST, MOST, points.size()));
    }
    if (isFlat(points)) {
      throw new IllegalArgumentException(
          "a mask covers an area, but all its points lie on one line: move one of them away");
    }
  }

  /// On one line with the first point and the one farthest from it.
  private static boolean isFlat(List<Point> points) {
    var first = points.getFirst();
    var far = first;
    for (var p : points) {
      far = distance(first, p) > distance(first, far) ? p : far;
    }
    for (var p : points) {
      double area = (far.x - first.x) * (p.y - first.y) - (far.y - first.y) * (p.x - first.x);
      if (Math.abs(area) > FLAT) {
        return false;
      }
    }
    return true;
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x - b.x, a.y - b.y);
  }
}
