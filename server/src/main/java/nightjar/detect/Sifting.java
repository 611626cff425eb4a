package nightjar.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which of what a model sees is to be believed.
final class Sifting {
  private static final int MOST = 40;
  private static final double LARGEST = 0.9; // of what is shown: a room taken for a box
  private static final double RIM = 0.01; // of the crop
  private static final double CUT = 0.85; // times its score, for each edge that cuts it
  private static final double SAME = 0.4; // intersection over union, of one kind
  private static final double INSIDE = 0.7; // of the smaller one
  private static final double RIVALS = 0.6; // intersection over union, of two kinds

  private static final double NEARLY = 0.85; // times the score that is asked for

  private final ObjectConfig config;
  private final Places places;

  Sifting(ObjectConfig config, Places places) {
    this.config = config;
    this.places = places;
  }

  /// The surest first, at most one of what overlaps.
  ///
  /// @param shown the part of the picture that the model saw
  /// @param known what to prefer where two are as sure
  List<Found> sift(List<Found> found, Box shown, List<Thing> known) {
    var kept = new ArrayList<Found>();
    found.stream()
        .filter(one -> one.box().isSane() && one.score() <= 1)
        .map(one -> new Found(one.kind(), one.score(), one.box().clipped()))
        .filter(one -> one.box().isSane() && one.box().area() <= LARGEST * shown.area())
        .map(one -> new Found(one.kind(), one.score() * cut(one.box(), shown), one.box()))
        .filter(one -> one.score() >= NEARLY * needed(one.kind()) && allowed(one.kind(), one.box()))
        .sorted(Comparator.comparingDouble((Found one) -> -preferred(one, known)))
        .limit(MOST)
        .filter(one -> kept.stream().noneMatch(other -> isSame(one, other)))
        .forEach(kept::add);
    return kept;
  }

  /// Least score of what is worth telling.
  double least() {
    return NEARLY * config.kinds().values().stream().mapToDouble(d -> d).min().orElse(1);
  }

  /// The score it takes; more than there is for kinds that do not count.
  double needed(Kind kind) {
    return config.kinds().getOrDefault(kind, 2.0);
  }

  /// By where it stands. Of zones that lie over one another, each has to allow it.
  boolean allowed(Kind kind, Box box) {
    if (config.zones().isEmpty()) {
      return true;
    }
    for (var zone : at(box)) {
      var kinds = config.zones().get(zone);
      if (kinds != null && !kinds.contains(kind)) {
        return false;
      }
    }
    return true;
  }

  /// Its lower edge itself may be the picture's, which is in no zone.
  List<String> at(Box box) {
    return places.at(box.middleX(), box.y() + 0.95 * box.height());
  }

  private static double cut(Box box, Box shown) {
    double x = RIM * shown.width();
    double y = RIM * shown.height();
    double left = by(box.x() - shown.x() < x && shown.x() > 0);
    double top = by(box.y() - shown.y() < y && shown.y() > 0);
    double right = by(shown.right() - box.right() < x && shown.right() < 1);
    double bottom = by(shown.bottom() - box.bottom() < y && shown.bottom() < 1);
    return left * top * right * bottom;
  }

  private static double by(boolean cut) {
    return cut ? CUT : 1;
  }

  private static double preferred(Found one, List<Thing> known) {
    for (var thing : known) {
      if (thing.kind() == one.kind() && thing.box().iou(one.box()) > 0.5) {
        return 1.25 * one.score();
      }
    }
    return one.score();
  }

  /// A rider and a bicycle are two; a car in a car is one, and so is what may be a dog or a cat.
  private static boolean isSame(Found one, Found other) {
    return one.kind() == other.kind()
        ? isSame(one.box(), other.box())
        : !goTogether(one.kind(), other.kind()) && one.box().iou(other.box()) > RIVALS;
  }

  /// Whether two of one kind are one.
  static boolean isSame(Box one, Box other) {
    return one.iou(other) > SAME || one.shared(other) > INSIDE * Math.min(one.area(), other.area());
  }

  static boolean goTogether(Kind one, Kind other) {
    return (one == Kind.PERSON && other == Kind.BICYCLE)
        || (one == Kind.BICYCLE && other == Kind.PERSON);
  }
}
