package nightjar.motion;

import java.util.Arrays;

/// How much blocks change from one picture to the next where nothing happens: the median over all
/// of them, followed slowly. At night it rises with the sensor's gain.
final class Noise {
  private static final int MOST = 1023;
  private static final int EVERY = 3; // blocks, of which one is asked
  private static final int QUICKLY = 3; // first pictures
  private static final float SLOWLY = 0.1f;

  private final int[] histogram = new int[MOST + 1];
  private int measured;
  private float level;

  /// In sixteenths of a level.
  float level() {
    return level;
  }

  void measure(int[] blocks, int[] before) {
    Arrays.fill(histogram, 0);
    int asked = 0;
    for (int i = measured % EVERY; i < blocks.length; i += EVERY) {
      int step = Math.abs(blocks[i] - before[i]);
      histogram[Math.min(step, MOST)]++;
      asked++;
    }
    float now = median(asked);
    // A change of light moves every block once: it counts for little.
    float believed = measured == 0 ? now : Math.min(now, 2 * level + 1);
    level += (believed - level) * (measured++ < QUICKLY ? 1 : SLOWLY);
  }

  private float median(int asked) {
    int left = asked / 2;
    int at = 0;
    while (left >= histogram[at]) {
      left -= histogram[at++];
    }
    return at + (left + 0.5f) / histogram[at];
  }
}
