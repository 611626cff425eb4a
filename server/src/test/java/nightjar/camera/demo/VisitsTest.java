package nightjar.camera.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VisitsTest {
  @Test
  void somebodyIsThereFromTheBeginning() {
    for (long seed = 0; seed < 20; seed++) {
      assertTrue(new Visits(seed, Visits.USUAL).at(0).stirs());
    }
  }

  @Test
  void eachSpellHasAVisitAndThenAsMuchQuiet() {
    var visits = new Visits(1, Visits.USUAL);
    for (int spell = 0; spell < 50; spell++) {
      // A letter for each two seconds.
      var seen = new StringBuilder();
      for (int s = 0; s < 40; s += 2) {
        seen.append(visits.at(spell * 40 + s + 0.5).stirs() ? 'x' : '-');
      }
      assertTrue(seen.toString().matches("-{0,3}x{6,12}-{8,}"), seen::toString);
    }
  }

  @Test
  void whoComesIsAFunctionOfSeedAndTime() {
    var one = new Visits(3, Duration.ofSeconds(60));
    var same = new Visits(3, Duration.ofSeconds(60));
    for (double t = 0; t < 600; t += 7.3) {
      assertEquals(one.at(t), same.at(t));
    }
  }

  @Test
  void aVisitNeedsItsTime() {
    assertThrows(IllegalArgumentException.class, () -> new Visits(1, Visits.USUAL.minusSeconds(1)));
  }
}
