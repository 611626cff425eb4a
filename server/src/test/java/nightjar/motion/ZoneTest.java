package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import nightjar.motion.Zone.Corner;
import nightjar.motion.Zone.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneTest {
  static Zone of(String name, Kind kind, double... corners) {
    var all =
        IntStream.range(0, corners.length / 2)
            .mapToObj(i -> new Corner(corners[2 * i], corners[2 * i + 1]))
            .toList();
    return new Zone(name, kind, all);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "0.1,  0.1,  false, left of the foot",
    "0.3,  0.1,  true,  in the upright",
    "0.3,  0.7,  true,  in the corner",
    "0.7,  0.7,  true,  in the foot",
    "0.7,  0.3,  false, in the notch",
    "0.5,  0.95, false, below"
  })
  void holdsWhatIsInsideOfAnL(double x, double y, boolean inside, String words) {
    var shape = of("L", Kind.IGNORE, 0.2, 0, 0.4, 0, 0.4, 0.6, 0.9, 0.6, 0.9, 0.9, 0.2, 0.9);
    assertEquals(inside, shape.holds(x, y), words);
  }

  @Test
  void aStarHasAHoleByTheEvenOddRule() {
    var star = of("*", Kind.IGNORE, 0.5, 0, 0.8, 1, 0, 0.4, 1, 0.4, 0.2, 1);
    assertEquals(false, star.holds(0.5, 0.5));
    assertEquals(true, star.holds(0.5, 0.2));
  }

  /// Halves of a convex polygon hold together what the whole does, and nothing twice.
  @Test
  void twoHalvesAreTheWhole() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int n = 0; n < 300; n++) {
      var whole = convex(random);
      int cut = 2 + random.nextInt(whole.size() - 3);
      var one = new Zone("one", Kind.IGNORE, whole.subList(0, cut + 1));
      var rest = new ArrayList<>(whole.subList(cut, whole.size()));
      rest.add(whole.getFirst());
      var other = new Zone("other", Kind.IGNORE, rest);
      var all = new Zone("all", Kind.IGNORE, whole);
      var reversed = new Zone("reversed", Kind.IGNORE, whole.reversed());
      for (int i = 0; i < 50; i++) {
        double x = random.nextDouble();
        double y = random.nextDouble();
        assertEquals(all.holds(x, y), one.holds(x, y) ^ other.holds(x, y), "-Dseed=" + seed);
        assertEquals(all.holds(x, y), reversed.holds(x, y), "-Dseed=" + seed);
      }
    }
  }

  private static List<Corner> convex(Random random) {
    return random
        .doubles(4 + random.nextInt(20), 0, 2 * Math.PI)
        .sorted()
        .mapToObj(a -> new Corner(0.5 + 0.5 * Math.cos(a), 0.5 + 0.5 * Math.sin(a)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " street", "street ", "12345678901234567890123456789012345678901"})
  void refusesANameThatPeopleCannotTell(String name) {
    assertThrows(IllegalArgumentException.class, () -> of(name, Kind.IGNORE, 0, 0, 1, 0, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 41})
  void refusesTooFewAndTooManyCorners(int count) {
    var corners = Collections.nCopies(count, new Corner(0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Zone("it", Kind.IGNORE, corners));
  }

  @ParameterizedTest
  @CsvSource({"-0.01, 0", "0, 1.01", "NaN, 0", "0, NaN", "Infinity, 0"})
  void refusesACornerBeyondThePicture(double x, double y) {
    assertThrows(IllegalArgumentException.class, () -> new Corner(x, y));
  }
}
