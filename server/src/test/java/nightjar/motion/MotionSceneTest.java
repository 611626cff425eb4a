package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a person would call motion is found when it begins, and nothing else is.
class MotionSceneTest {
  private static final double EXACTLY = 0.5; // seconds
  private static final double SURE = 2.2; // seconds after it began
  private static final List<Size> SIZES =
      List.of(new Size(320, 240), new Size(768, 432), new Size(1280, 720));

  private record Size(int width, int height) {}

  static Stream<Arguments> motion() {
    return atAllSizes(Scenes.withMotion());
  }

  static Stream<Arguments> noMotion() {
    return atAllSizes(Scenes.withoutMotion());
  }

  static Stream<Arguments> weaknesses() {
    return atAllSizes(Scenes.weaknesses());
  }

  private static Stream<Arguments> atAllSizes(List<Scenes> scenes) {
    return scenes.stream()
        .flatMap(
            scene -> SIZES.stream().map(size -> Arguments.of(scene, size.width(), size.height())));
  }

  @ParameterizedTest(name = "{0}, {1}x{2}")
  @MethodSource("motion")
  void isFoundWhenItBegins(Scenes scene, int width, int height) {
    var seen = watch(scene, width, height);
    double sure = Seen.sureAt(seen);
    var film = Seen.film(seen);
    assertTrue(sure >= scene.begins() && sure <= scene.begins() + SURE, sure + " s: " + film);
    boolean exact =
        seen.stream()
            .flatMap(one -> one.counting().stream())
            .anyMatch(track -> Math.abs(track.first() - scene.begins()) <= EXACTLY);
    assertTrue(exact, film);
  }

  /// A person who walks through afterwards is found: the engine was not blind.
  @ParameterizedTest(name = "{0}, {1}x{2}")
  @MethodSource("noMotion")
  void whatIsNoneIsNotFound(Scenes scene, int width, int height) {
    var seen = watch(scene, width, height);
    double sure = Seen.sureAt(seen);
    assertTrue(sure >= Scenes.PROOF, () -> sure + " s: " + Seen.film(seen));
    assertTrue(sure <= Scenes.PROOF + SURE, () -> sure + " s: " + Seen.film(seen));
  }

  /// To be moved among the others once the engine knows better.
  @ParameterizedTest(name = "{0}, {1}x{2}")
  @MethodSource("weaknesses")
  void whatIsNotKnownAsNoneYet(Scenes scene, int width, int height) {
    var seen = watch(scene, width, height);
    assertTrue(Seen.sureAt(seen) < Scenes.PROOF, () -> Seen.film(seen));
  }

  private static List<Seen> watch(Scenes scene, int width, int height) {
    try (var painted = new Scene(width, height, Long.getLong("seed", 1))) {
      scene.set().accept(painted);
      if (scene.begins() == Scenes.PROOF) {
        painted.with(Scenes.walker(Scenes.PROOF, 0.3));
      }
      return Seen.of(painted, MotionConfig.STANDARD, scene.seconds());
    }
  }
}
