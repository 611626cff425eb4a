package nightjar.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What an engine said of a scene, picture by picture.
///
/// @param at seconds
record Seen(double at, Sight.State state, Sight.Guard guard, List<Followed> counting) {
  /// A track that counts, as it was then. Sizes are parts of the picture.
  record Followed(
      int id, double first, double left, double top, double width, double height, boolean still) {
    double x() {
      return left + width / 2;
    }
  }

  static List<Seen> of(Scene scene, MotionConfig config, double seconds) {
    return of(scene, new Motion(scene.width, scene.height, config), 0, seconds, 10);
  }

  static List<Seen> of(Scene scene, Motion motion, double from, double to, double fps) {
    var seen = new ArrayList<Seen>();
    for (int i = 0; from + i / fps < to; i++) {
      double at = from + i / fps;
      seen.add(of(at, motion.look(scene.at(at), Math.round(at * 1e9))));
    }
    return seen;
  }

  static Seen of(double at, Sight sight) {
    var counting =
        sight.tracks().stream()
            .filter(Track::counts)
            .map(
                track ->
                    new Followed(
                        track.id(),
                        track.first() / 1e9,
                        track.left(),
                        track.top(),
                        track.width(),
                        track.height(),
                        track.still()))
            .toList();
    return new Seen(at, sight.state(), sight.guard(), counting);
  }

  boolean isThere() {
    return state == Sight.State.MOVING || state == Sight.State.STILL;
  }

  /// When it was first sure; infinity if it never was.
  static double sureAt(List<Seen> all) {
    return all.stream()
        .filter(seen -> seen.state == Sight.State.MOVING)
        .mapToDouble(Seen::at)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  static long moving(List<Seen> all) {
    return all.stream().filter(seen -> seen.state == Sight.State.MOVING).count();
  }

  static List<Seen> between(List<Seen> all, double from, double to) {
    return all.stream().filter(seen -> seen.at >= from && seen.at < to).toList();
  }

  /// A letter a picture, and what counted: for the message of a test that fails.
  static String film(List<Seen> all) {
    var letters =
        all.stream().map(seen -> letter(seen.state, seen.guard)).collect(Collectors.joining());
    var tracks =
        all.stream()
            .flatMap(seen -> seen.counting.stream())
            .map(track -> "#%d from %.1f s".formatted(track.id, track.first))
            .distinct()
            .collect(Collectors.joining(", "));
    return letters + " " + tracks;
  }

  private static String letter(Sight.State state, Sight.Guard guard) {
    if (guard == Sight.Guard.LIGHT) {
      return state == Sight.State.MOVING ? "L" : "l";
    }
    return switch (state) {
      case LEARNING -> "_";
      case QUIET -> ".";
      case STIRRING -> "s";
      case MOVING -> "M";
      case STILL -> "S";
    };
  }
}
