package nightjar.motion;

import java.util.Arrays;

/// How the light of a picture differs from the background's: for each brightness, by how much what
/// was so bright has changed. It is the median of the blocks of that brightness, which something
/// that moves does not bend while it covers less than half of them.
///
/// A factor for the whole picture would do for exposure alone. But highlights clip and cameras bend
/// their curves: white walls stay as they are while the floor below them gets darker.
final class Tone {
  private static final int LEVELS = 256;
  private static final int CLASSES = 16;
  private static final int CLASS_SHIFT = 8; // sixteenths of a level to a class
  private static final int STEP_SHIFT = 2; // sixteenths to quarters of a level
  private static final int HALF = 160; // steps either way: 40 levels
  private static final int STEPS = 2 * HALF + 1;
  private static final int FEWEST = 12; // blocks that make a class
  private static final int EVERY = 3; // blocks, of which one is asked
  private static final float LIFTED = 0.5f; // of a change of light, by which thresholds are raised

  private final int[] histogram = new int[CLASSES * STEPS];
  private final int[] asked = new int[CLASSES];
  private final float[] ofClass = new float[CLASSES]; // NaN where too few blocks are of it
  private final float[] shifts = new float[LEVELS]; // in sixteenths of a level, as are lifts
  private final float[] lifts = new float[LEVELS];
  private int turn;
  private float share;
  private float levels;
  private float gain = 1;

  /// By how much what was so bright is brighter now, level by level.
  float[] shifts() {
    return shifts;
  }

  /// By how much more a block must differ, after the light has changed; this fades.
  float[] lifts() {
    return lifts;
  }

  /// The change of the whole, as part of its brightness.
  float share() {
    return share;
  }

  /// The same in levels, of 255.
  float levels() {
    return levels;
  }

  /// Brightness of the picture over that of the background.
  float gain() {
    return gain;
  }

  /// @param scores of the picture before: what was foreground is not asked
  /// @param fade part of the lifts that remains
  void measure(int[] blocks, float[] mean, byte[] scores, float fade) {
    Arrays.fill(histogram, 0);
    Arrays.fill(asked, 0);
    turn = (turn + 1) % EVERY;
    for (int i = turn; i < blocks.length; i += EVERY) {
      if (scores[i] == 0) {
        int before = (int) mean[i];
        int step = ((blocks[i] - before) >> STEP_SHIFT) + HALF;
        int of = before >> CLASS_SHIFT;
        histogram[of * STEPS + (step < 0 ? 0 : step >= STEPS ? STEPS - 1 : step)]++;
        asked[of]++;
      }
    }
    conclude();
    fillGaps();
    spread(fade);
  }

  private void conclude() {
    int known = 0;
    float change = 0;
    float brighter = 0;
    float brightness = 0;
    for (int of = 0; of < CLASSES; of++) {
      ofClass[of] = asked[of] < FEWEST ? Float.NaN : median(of);
      if (asked[of] >= FEWEST) {
        known += asked[of];
        brighter += asked[of] * ofClass[of];
        change += asked[of] * Math.abs(ofClass[of]);
        brightness += asked[of] * (of + 0.5f) * (1 << CLASS_SHIFT);
      }
    }
    share = known == 0 ? 0 : change / brightness;
    gain = known == 0 ? 1 : Math.max(0, 1 + brighter / brightness);
    levels = known == 0 ? 0 : change / known / 16;
  }

  private float median(int of) {
    int left = asked[of] / 2;
    int at = of * STEPS;
    while (left >= histogram[at]) {
      left -= histogram[at++];
    }
    float within = (left + 0.5f) / histogram[at];
    return (at - of * STEPS - HALF + within) * (1 << STEP_SHIFT);
  }

  /// A class that too few blocks are of is like the next darker, else the next brighter one.
  private void fillGaps() {
    float near = Float.NaN;
    for (int of = 0; of < CLASSES; of++) {
      near = Float.isNaN(ofClass[of]) ? near : ofClass[of];
      ofClass[of] = near;
    }
    near = 0;
    for (int of = CLASSES - 1; of >= 0; of--) {
      near = Float.isNaN(ofClass[of]) ? near : ofClass[of];
      ofClass[of] = near;
    }
  }

  private void spread(float fade) {
    for (int level = 0; level < LEVELS; level++) {
      float at = Math.clamp((level - 8) / 16f, 0, CLASSES - 1.001f);
      int low = (int) at;
      float shift = ofClass[low] + (ofClass[low + 1] - ofClass[low]) * (at - low);
      shifts[level] = shift;
      lifts[level] = Math.max(lifts[level] * fade, Math.abs(shift) * LIFTED);
    }
  }
}
