package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Known values of `ssd_anchor_generator` for an input of 300.
class AnchorsTest {
  private static final float[] ALL = Anchors.of(300);

  @Test
  void areAsManyAsTheModelHas() {
    assertEquals(1917, Anchors.count(300)); // 19x19x3 + (10x10 + 5x5 + 3x3 + 2x2 + 1) x 6
    assertEquals(4 * 1917, ALL.length);
  }

  @Test
  void beginFineWithThreeShapes() {
    assertAnchor(0, 0.5 / 19, 0.5 / 19, 0.1, 0.1);
    assertAnchor(1, 0.5 / 19, 0.5 / 19, 0.141421, 0.282843);
    assertAnchor(2, 0.5 / 19, 0.5 / 19, 0.282843, 0.141421);
    assertAnchor(3, 0.5 / 19, 1.5 / 19, 0.1, 0.1); // across before down
  }

  @Test
  void growCoarserWithSix() {
    int second = 19 * 19 * 3;
    assertAnchor(second, 0.05, 0.05, 0.35, 0.35);
    assertAnchor(second + 1, 0.05, 0.05, 0.247487, 0.494975);
    assertAnchor(second + 3, 0.05, 0.05, 0.202073, 0.606218);
    assertAnchor(second + 5, 0.05, 0.05, 0.418330, 0.418330); // sqrt(0.35 x 0.5)
    assertAnchor(1911, 0.5, 0.5, 0.95, 0.95);
    assertAnchor(1916, 0.5, 0.5, 0.974679, 0.974679);
  }

  private static void assertAnchor(int which, double... expected) {
    var wanted = new float[4];
    for (int i = 0; i < 4; i++) {
      wanted[i] = (float) expected[i];
    }
    assertArrayEquals(wanted, Arrays.copyOfRange(ALL, 4 * which, 4 * which + 4), 1e-5f);
  }
}
