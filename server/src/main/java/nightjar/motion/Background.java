package nightjar.motion;

import java.util.Arrays;

/// What the picture looks like without what moves, block by block, and how far each block of the
/// newest picture is from that.
///
/// Brightness is in sixteenths of a level everywhere. After Stauffer and Grimson's adaptive
/// background (CVPR 1999), with one mode a block: swaying leaves show as noise of the block instead
/// of as modes of their own.
final class Background {
  /// The score of a block that differs just enough.
  static final int AT_THRESHOLD = 64;

  /// The score from which a block may belong to a blob.
  static final int WEAK = 40;

  private static final int MOST = 255;
  private static final float WHITE = 255 * 16;
  private static final float LEAST_NOISE = 4; // a quarter of a level
  private static final float BOUNDED = 32; // noise beyond is swaying, which has an end
  private static final float LESS = 0.4f; // of the smaller of two that add up
  private static final float CHANGED = 0.35f; // of the threshold, from one picture to the next

  private final Grid grid;
  private final float[] mean;
  private final float[] noise; // mean deviation
  private final float[] edge; // contrast to neighbours
  private final byte[] scores;
  private final boolean[] changed; // valid for weak blocks
  private final int[] weak;
  private final int[] weakScores; // of `weak`, in its order, without an upper bound
  private int weakCount;
  private int strongCount;
  private int edgeRow;

  /// What is asked of a block before it is foreground.
  ///
  /// @param contrast in sixteenths of a level
  /// @param noise multiples of the block's own
  /// @param edge part of the contrast around the block
  record Needs(float contrast, float noise, float edge) {
    static Needs of(MotionConfig config) {
      double less = Math.pow(2, (50 - config.sensitivity()) / 25.0);
      var expert = config.expert();
      return new Needs(
          (float) (expert.contrast() * 16 * less),
          (float) (expert.noise() * Math.sqrt(less)),
          (float) expert.edge());
    }
  }

  Background(Grid grid) {
    this.grid = grid;
    int blocks = grid.blocks();
    this.mean = new float[blocks];
    this.noise = new float[blocks];
    this.edge = new float[blocks];
    this.scores = new byte[blocks];
    this.changed = new boolean[blocks];
    this.weak = new int[blocks];
    this.weakScores = new int[blocks];
  }

  float[] mean() {
    return mean;
  }

  /// Mean deviation from the mean.
  float[] noise() {
    return noise;
  }

  /// 0 to 255; 0 below `WEAK`.
  byte[] scores() {
    return scores;
  }

  /// Blocks of a score of `WEAK` and up, in order; the first `weakCount()` are of this picture.
  int[] weak() {
    return weak;
  }

  /// Their scores, in the same order, which may be above 255.
  int[] weakScores() {
    return weakScores;
  }

  int weakCount() {
    return weakCount;
  }

  /// Part of the picture that is over the threshold.
  float strongShare() {
    return (float) strongCount / grid.blocks();
  }

  /// Whether a weak block changed since the picture before.
  boolean changed(int block) {
    return changed[block];
  }

  /// Takes the picture for the background.
  void adopt(int[] blocks) {
    for (int i = 0; i < blocks.length; i++) {
      mean[i] = blocks[i];
    }
    Arrays.fill(scores, (byte) 0);
    weakCount = 0;
    strongCount = 0;
    for (int row = 0; row < grid.rows(); row++) {
      measureEdges(row);
    }
  }

  void presumeNoise(float level) {
    Arrays.fill(noise, level);
  }

  /// Scores every block, and learns from those that are no foreground.
  ///
  /// @param tone how the light of this picture differs from the background's
  /// @param floor noise of the whole picture: no block is believed to have less
  /// @param follow part of the way that a mean goes, and `learn` that noise goes
  /// @param ignored blocks where nothing is looked for
  void compare(
      int[] blocks,
      int[] before,
      Tone tone,
      Needs needs,
      float floor,
      float follow,
      float learn,
      boolean[] ignored) {
    var shifts = tone.shifts();
    var lifts = tone.lifts();
    // C1 keeps no field in a register over a loop.
    var mean = this.mean;
    var noise = this.noise;
    var edge = this.edge;
    var scores = this.scores;
    float contrast = needs.contrast;
    float lessContrast = LESS * contrast;
    float noises = needs.noise;
    float edges = needs.edge;
    float least = Math.max(floor, LEAST_NOISE);
    int found = 0;
    int strong = 0;
    for (int i = 0; i < blocks.length; i++) {
      int level = (int) mean[i] >> 4;
      float was = mean[i] + shifts[level];
      was = was < 0 ? 0 : was > WHITE ? WHITE : was;
      float off = blocks[i] - was;
      float away = off < 0 ? -off : off;
      float own = noise[i];
      float steady = own > least ? own : least;
      float usual = steady < BOUNDED ? steady : BOUNDED + (steady - BOUNDED) * 0.5f;
      float noisy = noises * usual;
      float threshold =
          (noisy > contrast ? noisy + lessContrast : contrast + LESS * noisy)
              + edges * edge[i]
              + lifts[level];
      if (away * AT_THRESHOLD < threshold * WEAK || ignored[i]) {
        mean[i] = was + off * follow;
        noise[i] = own + (away - own) * learn;
        scores[i] = 0;
      } else {
        mean[i] = was;
        int score = (int) (away * AT_THRESHOLD / threshold);
        scores[i] = (byte) (score > MOST ? MOST : score);
        strong += score >= AT_THRESHOLD ? 1 : 0;
        int step = blocks[i] - before[i];
        changed[i] = (step < 0 ? -step : step) > CHANGED * threshold;
        weakScores[found] = score;
        weak[found++] = i;
      }
    }
    weakCount = found;
    strongCount = strong;
    measureEdges(edgeRow);
    edgeRow = (edgeRow + 1) % grid.rows();
  }

  /// Lets a block of the foreground become background. What is far off once says little about
  /// noise; what is so again and again does.
  void settle(int block, int now, float follow, float learn) {
    float off = now - mean[block];
    mean[block] += off * follow;
    float most = 3 * noise[block] + 8;
    noise[block] += (Math.min(Math.abs(off), most) - noise[block]) * learn;
  }

  /// One row a picture: the background changes slowly.
  private void measureEdges(int row) {
    int columns = grid.columns();
    int from = row * columns;
    int up = row == 0 ? 0 : -columns;
    int down = row == grid.rows() - 1 ? 0 : columns;
    for (int x = 0; x < columns; x++) {
      int i = from + x;
      float here = mean[i];
      float most = Math.abs(here - mean[i + up]);
      most = Math.max(most, Math.abs(here - mean[i + down]));
      most = Math.max(most, Math.abs(here - mean[x == 0 ? i : i - 1]));
      most = Math.max(most, Math.abs(here - mean[x == columns - 1 ? i : i + 1]));
      edge[i] = most;
    }
  }
}
