package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightTest {
  private static final long MILLISECOND = 1_000_000;

  /// What was over the threshold one picture before, and in this one with its change of the light.
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a quiet picture,                                0,    0,    0,    0, false",
    "a third of it at once is light,                 0,    0.31, 0,    0, true",
    "somebody as large as a quarter of it is not,    0,    0.25, 0,    0, false",
    "what covered some of it before may grow large,  0.13, 0.5,  0,    0, false",
    "part of it with a change of the whole is light, 0,    0.09, 0.05, 2, true",
    "part of it without is not,                      0,    0.09, 0.03, 2, false",
    "part of it where something moved before is not, 0.05, 0.09, 0.05, 2, false",
    "a jump of the whole that nothing shows is,      0,    0,    0.3,  6, true",
    "a jump by few levels in the dark is not,        0,    0,    0.5,  4, false"
  })
  void changes(
      String words, float before, float strong, float change, float levels, boolean expected) {
    var light = new Light();
    assertFalse(light.changes(before, 0, 0, 0), words);
    assertEquals(expected, light.changes(strong, change, levels, 100 * MILLISECOND), words);
  }

  @Test
  void itSettlesForSevenTenthsOfASecond() {
    var light = new Light();
    assertTrue(light.changes(0.9f, 0, 0, 0));
    assertTrue(light.changes(0, 0, 0, 699 * MILLISECOND));
    assertFalse(light.changes(0, 0, 0, 700 * MILLISECOND));
  }

  @Test
  void itSettlesAnewWithEachChange() {
    var light = new Light();
    assertTrue(light.changes(0.9f, 0, 0, 0));
    assertTrue(light.changes(0.9f, 0, 0, 600 * MILLISECOND));
    assertTrue(light.changes(0, 0, 0, 1200 * MILLISECOND));
    assertFalse(light.changes(0, 0, 0, 1300 * MILLISECOND));
  }

  @Test
  void ticksMayBeNegative() {
    var light = new Light();
    assertFalse(light.changes(0, 0, 0, Long.MIN_VALUE / 2));
    assertTrue(light.changes(0.9f, 0, 0, Long.MIN_VALUE / 2 + 1));
  }
}
