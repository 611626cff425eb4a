package nightjar.live;

import java.util.List;

/// What is recognised in front of a camera now.
///
/// @param at when that picture was taken, in microseconds since 1970
public record ObjectsNow(long at, List<One> objects) {
  public static final ObjectsNow NONE = new ObjectsNow(0, List.of());

  /// One object. Its box is in parts of the picture, from the upper left.
  ///
  /// @param kind such as `person`
  /// @param score of its kind, the best so far: 0 to 1
  /// @param still it stands
  public record One(
      long id,
      String kind,
      double score,
      double x,
      double y,
      double width,
      double height,
      boolean still) {
    public One {
      score = rounded(score);
      x = rounded(x);
      y = rounded(y);
      width = rounded(width);
      height = rounded(height);
    }

    /// Less is no change that anybody sees.
    private static double rounded(double value) {
      return Math.round(value * 1_000) / 1_000.0;
    }
  }

  public ObjectsNow {
    objects = List.copyOf(objects);
  }
}
