package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With two blocks to go and a quarter of a second to last.
class EvidenceTest {
  private static final float NEED = 2;
  private static final long LEAST = 250_000_000;

  /// In the order of `Evidence`, the age in milliseconds.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // shiftX, shiftY, width, height, outward, growth, travel, way, fresh, hits, looks, steady, age
    "what walks on counts,                      3, 0,  4, 9, 3, 1,   3,   3,  4, 5,  5,  0,   400, true",
    "what climbs counts,                        0, 3,  4, 9, 3, 1,   3,   3,  4, 5,  5,  0,   400, true",
    "what has not gone far enough does not,     1, 0,  4, 9, 3, 1,   3,   3,  4, 5,  5,  0,   400, false",
    "what is large must go a part of itself,    3, 0, 20, 9, 3, 1,   3,   3,  3, 5,  5,  0,   400, false",
    "a blob that went straight needs no ends,   0, 0,  9, 9, 3, 1,   4, 4.5,  4, 5,  5,  0,   400, true",
    "but must reach new ground,                 0, 0,  9, 9, 3, 1,   4, 4.5,  3, 5,  5,  0,   400, false",
    "what is too young does not,                3, 0,  4, 9, 3, 1,   3,   3,  4, 5,  5,  0,   249, false",
    "what is just old enough does,              3, 0,  4, 9, 3, 1,   3,   3,  4, 5,  5,  0,   250, true",
    "what goes to and fro does not,             3, 0,  4, 9, 3, 1,   3,   8,  9, 9,  9,  0,   900, false",
    "what comes and goes does not,              3, 0,  4, 9, 3, 1,   3,   3,  4, 6,  9,  0,   900, false",
    "what stays on its ground does not,         3, 0,  4, 9, 3, 1,   3,   3,  2, 9,  9,  0,   900, false",
    "what grows steadily counts,                0, 0,  9, 9, 4, 1.7, 0,   1,  6, 11, 12, 0.4, 1100, true",
    "what grows for a second only does not yet, 0, 0,  9, 9, 4, 1.7, 0,   1,  6, 11, 12, 0.4, 1000, false",
    "what grows a little does not,              0, 0,  9, 9, 4, 1.5, 0,   1,  6, 11, 12, 0.4, 1100, false",
    "what grows and flickers does not,          0, 0,  9, 9, 4, 1.7, 0,   1,  6, 9,  12, 0.4, 1100, false",
    "what grows and is nowhere solid does not,  0, 0,  9, 9, 4, 1.7, 0,   1,  6, 11, 12, 0.3, 1100, false",
    "what grows on old ground does not,         0, 0,  9, 9, 4, 1.7, 0,   1,  5, 11, 12, 0.4, 1100, false",
    "what grows by one end too little does not, 0, 0,  9, 9, 3, 1.7, 0,   1,  6, 11, 12, 0.4, 1100, false"
  })
  void counts(
      String words,
      float shiftX,
      float shiftY,
      float width,
      float height,
      float outward,
      float growth,
      float travel,
      float way,
      int fresh,
      int hits,
      int looks,
      float steady,
      long age,
      boolean expected) {
    var evidence =
        new Evidence(
            shiftX,
            shiftY,
            width,
            height,
            outward,
            growth,
            travel,
            way,
            fresh,
            hits,
            looks,
            steady,
            1,
            age * 1_000_000);
    assertEquals(expected, evidence.counts(NEED, LEAST, false), words);
  }

  /// All of it walks on, and would count later.
  @ParameterizedTest(name = "while learning, {0}")
  @CsvSource({
    "what goes straight on counts,                3,   5, 500, true",
    "what makes detours does not,                 3.6, 5, 500, false",
    "what has reached little new ground does not, 3,   4, 500, false",
    "what is younger than half a second does not, 3,   5, 499, false"
  })
  void countsWhileLearning(String words, float way, int fresh, long age, boolean expected) {
    var evidence = new Evidence(3, 0, 4, 9, 3, 1, 3, way, fresh, 6, 6, 0, 1, age * 1_000_000);
    assertEquals(true, evidence.counts(NEED, LEAST, false), words);
    assertEquals(expected, evidence.counts(NEED, LEAST, true), words);
  }

  @Test
  void whatGrowsDoesNotCountWhileLearning() {
    var grows = new Evidence(0, 0, 9, 9, 9, 3, 0, 1, 20, 30, 30, 0.9f, 1, 3_000_000_000L);
    assertEquals(true, grows.counts(NEED, LEAST, false));
    assertEquals(false, grows.counts(NEED, LEAST, true));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0.6, true", "0.41, true", "0.39, false", "0.1, false"})
  void aShadowThatFadesDoesNotCount(float sharp, boolean expected) {
    var goes = new Evidence(3, 0, 4, 9, 3, 1, 3, 3, 4, 5, 5, 0, sharp, 400_000_000);
    assertEquals(expected, goes.counts(NEED, LEAST, false));
  }
}
