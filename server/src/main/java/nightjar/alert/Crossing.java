package nightjar.alert;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Tells when something that moves crosses a line. For one thread.
///
/// A way is a chain of straight steps between places; it crosses where a step and the line have a
/// point in common. A place on the line itself is of the side it came from, so that nothing crosses
/// twice by standing on it.
public final class Crossing {
  private static final int MOST = 256; // things followed
  private static final long FORGET = 5_000_000_000L; // ticks without a place

  private final Line line;
  private final Map<Long, Last> last = new HashMap<>();

  /// In parts of the picture, from its upper left.
  public record Spot(double x, double y) {}

  /// From one end to the other.
  public record Line(Spot from, Spot to) {
    /// Positive to its right, negative to its left, as somebody sees the picture.
    double side(Spot spot) {
      return (to.x - from.x) * (spot.y - from.y) - (to.y - from.y) * (spot.x - from.x);
    }

    double length() {
      return Math.hypot(to.x - from.x, to.y - from.y);
    }
  }

  /// Where something was, on a side.
  private record Last(Spot spot, double side, long ticks) {}

  public Crossing(Line line) {
    this.line = line;
  }

  /// @return the side it comes to, when this step crosses the line
  public Optional<What.Way> step(long id, Spot spot, long ticks) {
    double side = line.side(spot);
    var before = last.get(id);
    if (before == null) {
      forget(ticks);
      if (last.size() < MOST) {
        last.put(id, new Last(spot, side, ticks));
      }
      return Optional.empty();
    }
    boolean changes = side * before.side < 0;
    last.put(id, new Last(spot, side == 0 ? before.side : side, ticks));
    if (!changes || !meets(before.spot, spot)) {
      return Optional.empty();
    }
    return Optional.of(side > 0 ? What.Way.RIGHT : What.Way.LEFT);
  }

  /// Whether the line's ends are on different sides of the step.
  private boolean meets(Spot from, Spot to) {
    var step = new Line(from, to);
    return step.side(line.from) * step.side(line.to) <= 0;
  }

  private void forget(long ticks) {
    last.values().removeIf(one -> ticks - one.ticks > FORGET);
  }
}
