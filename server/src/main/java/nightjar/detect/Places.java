package nightjar.detect;

import java.util.List;

/// The zones of one camera's picture.
@FunctionalInterface
public interface Places {
  Places NONE = (_, _) -> List.of();

  /// Names of those that hold a point.
  ///
  /// @param x from 0, the picture's left edge, to 1
  /// @param y from 0, the picture's upper edge, to 1
  List<String> at(double x, double y);
}
