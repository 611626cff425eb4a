package nightjar.event;

import java.util.List;
import java.util.Locale;
import nightjar.event.Event.Box;

/// Ways through the picture, in words.
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

  /// One sentence of what happened.
  static String sentence(long micros, double score, List<String> zones, String from, String to) {
    var text = new StringBuilder("Something moved");
    long seconds = Math.round(micros / 1e6);
    if (seconds > 0) {
      text.append(" for ").append(seconds < 120 ? seconds + " s" : seconds / 60 + " min");
    }
    text.append(way(from, to));
    if (!zones.isEmpty()) {
      text.append(", through ").append(String.join(", ", zones));
    }
    return text.append(String.format(Locale.ROOT, "; %.0f times as strong as need be.", score))
        .toString();
  }

  private static String way(String from, String to) {
    boolean came = !from.isEmpty() && !from.equals("inside");
    boolean went = !to.isEmpty() && !to.equals("inside");
    if (came && went && from.equals(to)) {
      return ", came and went at the " + from;
    }
    return (came ? ", came from the " + from : "") + (went ? ", left at the " + to : "");
  }
}
