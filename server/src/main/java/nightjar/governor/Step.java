package nightjar.governor;

import java.util.EnumSet;
import java.util.Set;

/// One thing that can be done without, in the order in which it is: what is missed least comes
/// first, and is the last to come back. Each is of what is set, not of what is left by those
/// before.
public enum Step {
  OBJECTS,
  MOTION,
  MAIN_SOME,
  MAIN_MORE,
  MAIN_MOST,
  SUB,
  VIEWERS_FEW,
  VIEWERS_ONE;

  private static final double HALF = 0.5;

  /// This one as well.
  Shed and(Shed s) {
    return switch (this) {
      case OBJECTS -> new Shed(HALF, s.motion(), s.mainRate(), s.mainBits(), s.sub(), s.moving());
      case MOTION -> new Shed(s.detection(), HALF, s.mainRate(), s.mainBits(), s.sub(), s.moving());
      case MAIN_SOME -> main(s, 2.0 / 3, 0.75);
      case MAIN_MORE -> main(s, HALF, 0.6);
      case MAIN_MOST -> main(s, 1.0 / 3, 0.45);
      case SUB -> new Shed(s.detection(), s.motion(), s.mainRate(), s.mainBits(), HALF, s.moving());
      case VIEWERS_FEW -> moving(s, 3);
      case VIEWERS_ONE -> moving(s, 1);
    };
  }

  private static Shed main(Shed s, double rate, double bits) {
    return new Shed(
        s.detection(),
        s.motion(),
        Math.min(rate, s.mainRate()),
        Math.min(bits, s.mainBits()),
        s.sub(),
        s.moving());
  }

  private static Shed moving(Shed s, int viewers) {
    return new Shed(
        s.detection(),
        s.motion(),
        s.mainRate(),
        s.mainBits(),
        s.sub(),
        Math.min(viewers, s.moving()));
  }

  /// Those that change anything here.
  ///
  /// @param objects whether something looks for objects
  /// @param motion whether something looks for motion
  /// @param main whether main is encoded here, and not by the camera
  /// @param sub likewise
  public static Set<Step> ladder(boolean objects, boolean motion, boolean main, boolean sub) {
    var steps = EnumSet.of(VIEWERS_FEW, VIEWERS_ONE);
    if (objects) {
      steps.add(OBJECTS);
    }
    if (motion) {
      steps.add(MOTION);
    }
    if (main) {
      steps.addAll(EnumSet.range(MAIN_SOME, MAIN_MOST));
    }
    if (sub) {
      steps.add(SUB);
    }
    return steps;
  }
}
