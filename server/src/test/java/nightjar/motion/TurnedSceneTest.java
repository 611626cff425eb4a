package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A camera that hangs upside down, on its side or before a mirror finds the same.
class TurnedSceneTest {
  private static final int SIDE = 512;
  private static final double ABOUT = 0.21; // seconds
  private static final List<Consumer<Scene>> SCENES =
      List.of(
          s -> s.with(Scenes.walker(4, 0.2)),
          s -> s.with(Things.person(Things.across(4, 0.3, 0.6, 0.25), Things.opaque(220))),
          s -> s.with(Things.person(Things.across(4, -0.15, 0.95, 0.5), Things.tint(-20))),
          s -> s.with(Things.insects(1, 4)));

  static Stream<Scene.Turn> turns() {
    return Stream.of(true, false)
        .flatMap(a -> Stream.of(true, false).map(b -> new Scene.Turn(a, b, false)))
        .flatMap(turn -> Stream.of(turn, new Scene.Turn(turn.across(), turn.down(), true)));
  }

  @ParameterizedTest
  @MethodSource("turns")
  void findsTheSame(Scene.Turn turn) {
    for (var set : SCENES) {
      var upright = watch(set, new Scene.Turn(false, false, false));
      var turned = watch(set, turn);
      String films = Seen.film(upright) + "\n" + Seen.film(turned);
      double sure = Seen.sureAt(upright);
      if (sure == Double.POSITIVE_INFINITY) {
        assertEquals(0, Seen.moving(turned), films);
      } else {
        assertEquals(sure, Seen.sureAt(turned), ABOUT, films);
        assertEquals(first(upright), first(turned), ABOUT, films);
        assertEquals(Seen.moving(upright), Seen.moving(turned), 4, films);
        assertEquals(along(upright, turn), across(turned, turn), 0.03, films);
      }
    }
  }

  private static List<Seen> watch(Consumer<Scene> set, Scene.Turn turn) {
    try (var scene = new Scene(SIDE, SIDE, 1)) {
      set.accept(scene.turned(turn));
      return Seen.of(scene, MotionConfig.STANDARD, 8);
    }
  }

  private static double first(List<Seen> all) {
    return all.stream()
        .flatMap(seen -> seen.counting().stream())
        .mapToDouble(Seen.Followed::first)
        .min()
        .orElseThrow();
  }

  private static Seen.Followed atTheEnd(List<Seen> all) {
    return Seen.between(all, 6, 6.05).getFirst().counting().getFirst();
  }

  /// Where it is at 6 s, after the turn that the other picture had.
  private static double along(List<Seen> all, Scene.Turn turn) {
    double x = atTheEnd(all).x();
    boolean reversed = turn.swapped() ? turn.down() : turn.across();
    return reversed ? 1 - x : x;
  }

  private static double across(List<Seen> all, Scene.Turn turn) {
    var track = atTheEnd(all);
    return turn.swapped() ? track.top() + track.height() / 2 : track.x();
  }
}
