package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToneTest {
  private static final int BLOCKS = 14_400;
  private static final int WHITE = 255 * 16;
  private static final float[] MEAN = new float[BLOCKS];

  static {
    var random = new Random(1);
    for (int i = 0; i < BLOCKS; i++) {
      MEAN[i] = random.nextInt(16, 240 * 16);
    }
  }

  private final Tone tone = new Tone();
  private final byte[] scores = new byte[BLOCKS];

  private static int[] under(DoubleUnaryOperator light) {
    int[] blocks = new int[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      blocks[i] = Math.clamp(Math.round(light.applyAsDouble(MEAN[i])), 0, WHITE);
    }
    return blocks;
  }

  private void measure(int[] blocks) {
    tone.measure(blocks, MEAN, scores, 0.8f);
  }

  /// Highest difference, in levels, of what a brightness was measured to become.
  private double worst(DoubleUnaryOperator light) {
    double worst = 0;
    for (int level = 8; level < 232; level++) {
      double now = Math.clamp(light.applyAsDouble(level * 16), 0, WHITE);
      worst = Math.max(worst, Math.abs(level * 16 + tone.shifts()[level] - now));
    }
    return worst / 16;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.95, 0.99, 1, 1.01, 1.05, 1.1})
  void followsAGain(double gain) {
    measure(under(level -> level * gain));
    assertEquals(gain, tone.gain(), 0.005);
    assertEquals(Math.abs(gain - 1), tone.share(), 0.005);
    assertEquals(128 * Math.abs(gain - 1), tone.levels(), 1);
    assertEquals(0, worst(level -> level * gain), 1);
  }

  @Test
  void followsAnOffset() {
    measure(under(level -> level + 5 * 16));
    assertEquals(0, worst(level -> level + 5 * 16), 0.6);
  }

  @Test
  void followsACurveThatClips() {
    DoubleUnaryOperator clipped = level -> Math.min(level * 1.15, 200 * 16);
    measure(under(clipped));
    assertEquals(0, worst(clipped), 6);
    assertTrue(tone.shifts()[120] > 15 * 16);
    assertTrue(tone.shifts()[230] < -25 * 16);
  }

  @Test
  void anObjectInLessThanHalfOfAClassDoesNotBendIt() {
    int[] blocks = under(level -> level * 1.05);
    for (int i = 0; i < BLOCKS; i++) {
      if (MEAN[i] >= 1024 && MEAN[i] < 1280 && i % 5 < 2) {
        blocks[i] = 200 * 16;
      }
    }
    measure(blocks);
    assertEquals(0, worst(level -> level * 1.05), 2.5);
  }

  @Test
  void whatWasForegroundIsNotAsked() {
    int[] blocks = under(level -> level);
    for (int i = 0; i < BLOCKS; i++) {
      if (MEAN[i] >= 1024 && MEAN[i] < 1280 && i % 5 > 0) {
        blocks[i] = 200 * 16;
        scores[i] = 90;
      }
    }
    measure(blocks);
    assertEquals(0, worst(level -> level), 0.5);
  }

  @Test
  void aBrightnessThatNothingHasIsLikeTheNextDarkerOne() {
    var dark = new float[BLOCKS];
    int[] blocks = new int[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      dark[i] = 700;
      blocks[i] = 780;
    }
    tone.measure(blocks, dark, scores, 0.8f);
    for (int level = 0; level < 256; level++) {
      assertEquals(80, tone.shifts()[level], 4);
    }
  }

  @Test
  void whatDiffersMoreAfterAChangeFades() {
    measure(under(level -> level * 1.1));
    float lifted = tone.lifts()[128];
    assertEquals(0.5 * 12.8 * 16, lifted, 8);
    measure(under(level -> level));
    assertEquals(0.8 * lifted, tone.lifts()[128], 2);
  }

  @Test
  void thereIsNoLessThanNoLight() {
    var dark = new float[BLOCKS];
    Arrays.fill(dark, 250);
    tone.measure(new int[BLOCKS], dark, scores, 0.8f);
    assertEquals(0, tone.gain());
  }

  @Test
  void nothingIsSaidWhenAllIsForeground() {
    Arrays.fill(scores, (byte) 64);
    measure(under(level -> level * 2));
    assertEquals(1, tone.gain());
    assertEquals(0, tone.share());
    assertEquals(0, tone.shifts()[100]);
  }
}
