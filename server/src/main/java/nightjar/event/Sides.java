package nightjar.event;

import java.util.List;
import nightjar.event.Event.Box;

/// Sides of the picture, in words.
final class Sides {
  private static final double NEAR = 0.04;

  private Sides() {}

  /// The edge that a box is at, the nearest of several.
  static String of(Box box) {
    var sides = List.of("left", "right", "top", "bottom");
    var gaps = List.of(box.x(), 1 - box.x() - box.width(), box.y(), 1 - box.y() - box.height());
    int nearest = 0;
    for (int i = 1; i < gaps.size(); i++) {
      nearest = gaps.get(i) < gaps.get(nearest) ? i : nearest;
    }
    return gaps.get(nearest) <= NEAR ? sides.get(nearest) : "inside";
  }
}
