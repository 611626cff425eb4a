package nightjar.camera.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class LanesTest {
  @Test
  void lumaMeetsBothEnds() {
    assertEquals(0, one(Lanes::lumaToFullRange, 16));
    assertEquals(255, one(Lanes::lumaToFullRange, 235));
    assertEquals(0, one(Lanes::lumaToFullRange, 0));
    assertEquals(255, one(Lanes::lumaToFullRange, 255));
  }

  @Test
  void chromaMeetsBothEndsAndGrey() {
    assertEquals(0, one(Lanes::chromaToFullRange, 16));
    assertEquals(128, one(Lanes::chromaToFullRange, 128));
    assertEquals(255, one(Lanes::chromaToFullRange, 240));
    assertEquals(255, one(Lanes::chromaToFullRange, 255));
  }

  @Test
  void everyValueIsWithinOneOfTheFormula() {
    for (int value = 0; value < 256; value++) {
      near((value - 16) * 255.0 / 219, one(Lanes::lumaToFullRange, value));
      near((value - 128) * 255.0 / 224 + 128, one(Lanes::chromaToFullRange, value));
    }
  }

  private static void near(double ideal, int value) {
    assertTrue(Math.abs(Math.clamp(ideal, 0, 255) - value) <= 1, value + " for " + ideal);
  }

  /// The value in one lane, whatever is in the others.
  private static int one(LongUnaryOperator scale, int value) {
    int result = (int) scale.applyAsLong(value);
    for (int lane = 0; lane < 4; lane++) {
      for (long other : new long[] {0, 15, 16, 128, 255}) {
        long others = other * 0x0001_0001_0001_0001L & ~(0xffffL << 16 * lane);
        long all = scale.applyAsLong(others | (long) value << 16 * lane);
        assertEquals(result, all >>> 16 * lane & 0xffff, "beside " + other);
      }
    }
    return result;
  }

  @Test
  void packsFourSamples() {
    assertEquals(0x44332211, Lanes.pack(0x0044_0033_0022_0011L));
    assertEquals(0xffffffff, Lanes.pack(0x00ff_00ff_00ff_00ffL));
  }

  @Test
  void meansRoundUp() {
    long some = 0x00ff_0001_00ff_0000L;
    long others = 0x00ff_0000_0000_0000L;
    assertEquals(0x00ff_0001_0080_0000L, Lanes.mean(some, others));
  }
}
