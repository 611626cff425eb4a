package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
  private static final long MILLISECOND = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    // camera, at most, looked at in ten seconds
    "10, 10, 100",
    "15, 10, 100", // two of three, near enough to even
    "30, 10, 100",
    "25, 10, 100",
    "12, 10, 100",
    "5, 10, 50",
    "15, 5, 50",
    "30, 2, 20",
  })
  void looksSoOftenAtMost(double camera, double most, int looks) {
    assertEquals(looks, looks(camera, new Cadence(most), 10), 1 + 0.04 * looks);
  }

  private static int looks(double camera, Cadence cadence, int seconds) {
    int looks = 0;
    for (int i = 0; i < camera * seconds; i++) {
      looks += cadence.due(Math.round(i * 1e9 / camera)) ? 1 : 0;
    }
    return looks;
  }

  @ParameterizedTest
  @CsvSource({
    // milliseconds a look, pictures a second
    "0.5, 10",
    "5, 10",
    "10, 10",
    "20, 5", // a tenth of a core
    "50, 2",
    "500, 2", // never less than that
  })
  void looksLessOftenWhereThatCostsTooMuch(double cost, double fps) {
    var cadence = new Cadence(10);
    for (int i = 0; i < 200; i++) {
      cadence.spent((long) (cost * MILLISECOND));
    }
    assertEquals(fps, cadence.fps(), 0.01);
    assertEquals(10 * fps, looks(30, cadence, 10), 0.06 * 10 * fps + 1);
    assertEquals(cost, cadence.milliseconds(), 0.01);
  }

  @Test
  void comesBackWhenLookingIsCheapAgain() {
    var cadence = new Cadence(10);
    for (int i = 0; i < 200; i++) {
      cadence.spent(50 * MILLISECOND);
    }
    for (int i = 0; i < 200; i++) {
      cadence.spent(MILLISECOND);
    }
    assertEquals(10, cadence.fps());
  }

  @Test
  void aClockThatJumpsKeepsNobodyFromLooking() {
    var cadence = new Cadence(10);
    assertEquals(true, cadence.due(1_000_000 * MILLISECOND));
    assertEquals(true, cadence.due(5 * MILLISECOND));
    assertEquals(true, cadence.due(3_000_000 * MILLISECOND));
  }
}
