package nightjar.motion;

import java.util.Random;

/// What may be in a scene. Times are seconds; places, sizes and speeds are parts of the picture.
final class Things {
  private Things() {}

  /// Where something is at a time; of no height while it is not there.
  @FunctionalInterface
  interface Way {
    Place at(double seconds);
  }

  /// @param feet from the top
  record Place(double x, double feet, double height) {
    static final Place NOWHERE = new Place(0, 0, 0);
  }

  static Scene.Shade opaque(int level) {
    return (_, y, _) -> (level + (y * 60 % 2 < 1 ? 8 : 0)) * 16;
  }

  static Scene.Shade tint(int levels) {
    return (_, _, before) -> before + levels * 16;
  }

  /// Straight on from a time on, from beyond one edge to beyond the other.
  static Way across(double from, double speed, double feet, double height) {
    double half = height * 0.08; // of a wide picture, as far as the body goes
    return t -> {
      double x = speed > 0 ? -half + speed * (t - from) : 1 + half + speed * (t - from);
      return t < from || x < -half || x > 1 + half ? Place.NOWHERE : new Place(x, feet, height);
    };
  }

  /// A person: head, body, two legs that swing as far as the way that is made.
  static Scene.Thing person(Way way, Scene.Shade shade) {
    return (on, t) -> {
      var place = way.at(t);
      double tall = place.height;
      if (tall == 0) {
        return;
      }
      // Widths are parts of the picture's width, heights of its height.
      double wide = tall * on.height / on.width;
      double step = Math.sin(place.x / (0.12 * tall)) * 0.1;
      on.fill(
          place.x - 0.2 * wide,
          place.feet - tall,
          place.x + 0.2 * wide,
          place.feet,
          (x, y, before) ->
              isPerson((x - place.x) / wide, (place.feet - y) / tall, step)
                  ? shade.of(x, y, before)
                  : before);
    };
  }

  /// @param aside of the middle, in heights of the person, as is `up` from the ground
  private static boolean isPerson(double aside, double up, double step) {
    double foot = step * (0.45 - up) / 0.45;
    boolean legs = up < 0.45 && Math.min(Math.abs(aside - foot), Math.abs(aside + foot)) < 0.05;
    return legs
        || Math.hypot(aside / 0.07, (up - 0.91) / 0.09) < 1
        || Math.hypot(aside / 0.14, (up - 0.62) / 0.22) < 1;
  }

  /// A car: body, cabin, two wheels. The place's `x` is its middle.
  static Scene.Thing car(Way way, int level) {
    return (on, t) -> {
      var place = way.at(t);
      double tall = place.height;
      double wide = tall * 2.4 * on.height / on.width;
      double low = place.feet - tall * 0.1;
      double left = place.x - wide / 2;
      double right = place.x + wide / 2;
      on.fill(left, place.feet - tall * 0.6, right, low, opaque(level));
      on.fill(
          left + wide * 0.2, place.feet - tall, right - wide * 0.25, low - tall / 2, opaque(level));
      on.ellipse(left + wide * 0.2, low, wide * 0.08, tall * 0.1, opaque(20));
      on.ellipse(right - wide * 0.2, low, wide * 0.08, tall * 0.1, opaque(20));
    };
  }

  /// Dark leaves on a lighter ground, each with a swing of its own.
  static Scene.Thing leaves(long seed, double left, double top, double right, double bottom) {
    var random = new Random(seed);
    int count = 60;
    double[] kind = random.doubles(count * 4L).toArray();
    return (on, t) -> {
      double gust = 0.6 + 0.4 * Math.sin(t * 0.9);
      for (int i = 0; i < count; i++) {
        double slow = 2.5 + 3 * kind[i * 4 + 2];
        double swing = gust * 0.008 * Math.sin(t * slow + 6.3 * kind[i * 4 + 3]);
        double x = left + (right - left) * kind[i * 4] + swing;
        double y = top + (bottom - top) * kind[i * 4 + 1] + swing / 2;
        on.ellipse(x, y, 0.012, 0.016, opaque(45 + (int) (30 * kind[i * 4 + 3])));
      }
    };
  }

  /// Streaks that fall; none is seen twice in the same place.
  static Scene.Thing rain(long seed, int drops) {
    return (on, t) -> {
      var random = new Random(seed * 31 + Math.round(t * 1000));
      for (int i = 0; i < drops; i++) {
        double x = random.nextDouble();
        double y = random.nextDouble();
        on.fill(x, y, x + 0.003, y + 0.05, tint(18));
      }
    };
  }

  /// Bright specks that fly zigzag.
  static Scene.Thing insects(long seed, int count) {
    var random = new Random(seed);
    double[] kind = random.doubles(count * 4L).toArray();
    return (on, t) -> {
      for (int i = 0; i < count; i++) {
        double a = t * (2 + 3 * kind[i * 4]) + 6.3 * kind[i * 4 + 1];
        double b = t * (3 + 4 * kind[i * 4 + 2]) + 6.3 * kind[i * 4 + 3];
        double x = 0.2 + 0.6 * kind[i * 4 + 1] + 0.1 * Math.sin(a) + 0.05 * Math.sin(2.3 * b);
        double y = 0.2 + 0.6 * kind[i * 4 + 3] + 0.1 * Math.cos(b) + 0.05 * Math.sin(1.7 * a);
        on.ellipse(x, y, 0.006, 0.01, opaque(220));
      }
    };
  }

  /// A screen whose picture changes every third of a second, and its light on the wall.
  static Scene.Thing television(long seed, double x, double y) {
    return (on, t) -> {
      double bright = new Random(seed + (long) (t * 3) * 7919).nextDouble();
      on.ellipse(x, y, 0.14, 0.2, tint((int) (bright * 14)));
      on.fill(x - 0.04, y - 0.04, x + 0.04, y + 0.04, opaque((int) (60 + bright * 150)));
    };
  }

  /// A flame: narrow and wide, tall and low, bright, in one place.
  static Scene.Thing fire(long seed, double x, double foot) {
    return (on, t) -> {
      var random = new Random(seed + Math.round(t * 1000));
      for (int i = 0; i < 4; i++) {
        double tall = 0.05 + 0.08 * random.nextDouble();
        double at = x + 0.03 * (random.nextDouble() - 0.5);
        on.ellipse(at, foot - tall, 0.02 + 0.02 * random.nextDouble(), tall, opaque(230));
      }
    };
  }

  /// A lamp with its round of light, on from a time on.
  static Scene.Thing lamp(double from, double x, double y, double reach, int levels) {
    return (on, t) -> {
      if (t >= from) {
        on.ellipse(
            x,
            y,
            reach,
            reach * 1.3,
            (atX, atY, before) -> {
              double away = Math.hypot((atX - x) / reach, (atY - y) / (reach * 1.3));
              return before + (int) (levels * 16 * (1 - away * away));
            });
      }
    };
  }

  /// A soft-edged shadow that takes the time to cross.
  ///
  /// @param part of the light that it leaves
  static Scene.Thing cloud(double from, double takes, double part) {
    return (on, t) -> {
      double middle = -0.6 + 2.2 * (t - from) / takes;
      on.fill(
          middle - 0.6,
          0,
          middle + 0.6,
          1,
          (x, _, before) -> {
            double away = Math.abs(x - middle);
            double deep = Math.clamp((0.6 - away) / 0.35, 0, 1);
            return (int) (before * (1 - (1 - part) * deep));
          });
    };
  }
}
