package nightjar.motion;

import static nightjar.motion.Things.across;
import static nightjar.motion.Things.opaque;
import static nightjar.motion.Things.person;
import static nightjar.motion.Things.tint;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import nightjar.motion.Things.Place;

/// The scenes that the engine is held to, all with the standard settings.
///
/// @param begins when what is to be found begins, in seconds
/// @param set puts it into an empty scene
record Scenes(String name, double begins, double seconds, Consumer<Scene> set) {
  /// From then on somebody walks through the scenes without motion.
  static final double PROOF = 12;

  private static final int STEPS = 64; // of what changes by chance

  static List<Scenes> withMotion() {
    return List.of(
        found("a person walks through", 5, 9, s -> s.with(walker(5, 0.2))),
        found("one comes from the right", 5, 9, s -> s.with(walker(5, -0.2))),
        found("one runs", 5, 7, s -> s.with(walker(5, 0.5))),
        found("one walks slowly", 5, 14, s -> s.with(walker(5, 0.05))),
        // Three quarters of it must be in before it is as large as is asked.
        found("one walks far away", 5.2, 12, s -> s.with(person(across(5, 0.08, 0.5, 0.13), DARK))),
        found(
            "one is hardly darker than what is behind",
            5,
            10,
            s -> s.with(person(across(5, 0.2, 0.9, 0.4), tint(-12)))),
        found("one walks down the picture", 5, 10, s -> s.with(person(Scenes::downwards, DARK))),
        found("one comes straight at the camera", 5, 12, s -> s.with(person(approach(5), DARK))),
        found("two meet", 5, 10, s -> s.with(walker(5, 0.2)).with(walker(5.2, -0.2))),
        found("one walks at night", 5, 10, s -> night(s).with(walker(5, 0.2))),
        found(
            "one walks through the rain",
            5,
            10,
            s -> s.with(Things.rain(s.seed(), 80)).with(walker(5, 0.2))),
        found("one walks past swaying leaves", 5, 10, s -> s.with(leaves(s)).with(walker(5, 0.2))),
        found("one walks while day breaks", 5, 10, s -> s.lit(dawn()).with(walker(5, 0.2))),
        found("one walks while the exposure pumps", 6, 11, s -> s.lit(pump()).with(walker(6, 0.2))),
        found(
            "one walks before a shaking camera",
            6,
            11,
            s -> s.shaken(shake(s.seed(), 1)).with(walker(6, 0.2))),
        found(
            "one comes after a lamp was switched on",
            7,
            11,
            s -> s.lit((t, l) -> t < 5 ? l * 0.6 : l).with(walker(7, 0.2))),
        found("a car that stood there drives off", 5, 11, s -> s.with(Things.car(parked(5), 190))));
  }

  static List<Scenes> withoutMotion() {
    return List.of(
        nothing("nothing at all", _ -> {}),
        nothing("noise of a sensor at night", Scenes::night),
        nothing("leaves that sway", s -> s.with(leaves(s))),
        nothing("rain", s -> s.with(Things.rain(s.seed(), 80))),
        nothing("heavy rain", s -> s.with(Things.rain(s.seed(), 400))),
        nothing("a lamp that lights a wall", s -> s.with(Things.lamp(5, 0.3, 0.4, 0.3, 70))),
        nothing("a small lamp", s -> s.with(Things.lamp(5, 0.6, 0.5, 0.08, 60))),
        nothing("a lamp that lights everything", s -> s.lit((t, l) -> t < 5 ? l * 0.5 : l)),
        nothing("a lamp that goes out", s -> s.lit((t, l) -> t < 5 ? l : l * 0.4)),
        nothing("the infrared filter that moves", s -> s.lit(Scenes::infrared)),
        nothing("exposure that pumps", s -> s.lit(pump())),
        nothing("day that breaks", s -> s.lit(dawn())),
        nothing("a camera that shakes by a sample", s -> s.shaken(shake(s.seed(), 1))),
        nothing("a camera that shakes by two", s -> s.shaken(shake(s.seed(), 2))),
        nothing("insects", s -> s.with(Things.insects(s.seed(), 4))),
        nothing("a television", s -> s.with(Things.television(s.seed(), 0.4, 0.4))),
        nothing("a thin cloud's shadow", s -> s.with(Things.cloud(3, 9, 0.96))));
  }

  /// What the engine does take for motion, and should not.
  static List<Scenes> weaknesses() {
    return List.of(nothing("a thick cloud's shadow", s -> s.with(Things.cloud(3, 9, 0.8))));
  }

  static final Scene.Shade DARK = opaque(30);

  static Scene.Thing walker(double from, double speed) {
    return person(across(from, speed, 0.9, 0.4), DARK);
  }

  /// Comes in, stands from 8 s on and sways a little, and is gone at a time.
  static Things.Way stander(double until, double sway) {
    return t -> {
      double x = Math.min(0.2 * (t - 5), 0.6);
      double swaying = t > 8 ? sway * Math.sin(t * 1.7) : 0;
      return t < 5 || t > until ? Place.NOWHERE : new Place(x + swaying, 0.9, 0.4);
    };
  }

  private static Place downwards(double t) {
    return t < 5 ? Place.NOWHERE : new Place(0.5, 0.2 * (t - 5), 0.35);
  }

  private static Things.Way approach(double from) {
    return t -> {
      double closer = Math.clamp((t - from) / 6, 0, 1);
      double height = 0.15 * Math.pow(4, closer);
      return t < from ? Place.NOWHERE : new Place(0.5, 0.5 + 0.45 * closer, height);
    };
  }

  private static Things.Way parked(double until) {
    return t -> {
      double gone = Math.max(0, t - until);
      return new Place(0.4 + 0.1 * gone * gone, 0.8, 0.2);
    };
  }

  private static Scene.Thing leaves(Scene scene) {
    return Things.leaves(scene.seed(), 0.05, 0.05, 0.45, 0.4);
  }

  static Scene night(Scene scene) {
    return scene.noise(5).lit((_, level) -> 30 * 16 + level * 0.35);
  }

  private static Scene.Light pump() {
    return (t, level) -> level * (1 + 0.12 * Math.sin(t * 1.1));
  }

  private static Scene.Light dawn() {
    return (t, level) -> level * (0.5 + 0.02 * t);
  }

  /// Everything grey is of another brightness, and all of it flatter.
  private static double infrared(double t, double level) {
    return t < 5 ? level : 60 * 16 + Math.abs(level - 90 * 16) * 0.9;
  }

  static Scene.Shaking shake(long seed, int samples) {
    int[] by = new Random(seed).ints(2 * STEPS, -samples, samples + 1).toArray();
    return (t, across) -> by[2 * (int) (Math.round(t * 10) % STEPS) + (across ? 0 : 1)];
  }

  private static Scenes found(String name, double begins, double seconds, Consumer<Scene> set) {
    return new Scenes(name, begins, seconds, set);
  }

  private static Scenes nothing(String name, Consumer<Scene> set) {
    return new Scenes(name, PROOF, PROOF + 2.5, set);
  }

  @Override
  public String toString() {
    return name;
  }
}
