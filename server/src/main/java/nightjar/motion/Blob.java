package nightjar.motion;

/// A connected part of the foreground in one picture, measured in blocks. Used again for the next
/// picture.
final class Blob {
  private static final float CALM = 0.6f;
  private static final float LEFT = 1.8f; // times that the background's outline is the stronger
  private static final float FAINT = 3 * 16; // contrast of a rim

  /// What becomes of the background below.
  enum Fate {
    /// It learns slowly that this is how it looks, or how much it sways.
    LEARN,
    /// It stays as it was.
    KEEP,
    /// It is taken over.
    ABSORB
  }

  int left;
  int top;
  int right; // exclusive, as is bottom
  int bottom;
  int area;
  int strong; // over the threshold
  int peak; // score
  int changed; // since the picture before
  int calm; // that have not changed for a while
  int steady; // that have been foreground for a while
  int fresh; // where no blob has been for long
  int rim; // pairs of a block inside and one outside
  float contrast; // of those pairs, added up
  float contrastBehind; // the same of the background
  float fall; // of the difference to the background along its rim, added up
  float height; // of that difference inside of its rim
  Fate fate = Fate.LEARN;
  private long sumX;
  private long sumY;

  void start() {
    left = Integer.MAX_VALUE;
    top = Integer.MAX_VALUE;
    right = 0;
    bottom = 0;
    area = 0;
    strong = 0;
    peak = 0;
    changed = 0;
    calm = 0;
    steady = 0;
    fresh = 0;
    rim = 0;
    contrast = 0;
    contrastBehind = 0;
    fall = 0;
    height = 0;
    fate = Fate.LEARN;
    sumX = 0;
    sumY = 0;
  }

  void add(int x, int y, int score, boolean hasChanged) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
    area++;
    strong += score >= Background.AT_THRESHOLD ? 1 : 0;
    peak = Math.max(peak, score);
    changed += hasChanged ? 1 : 0;
    sumX += x;
    sumY += y;
  }

  float x() {
    return (float) sumX / area + 0.5f;
  }

  float y() {
    return (float) sumY / area + 0.5f;
  }

  /// Nothing moves in it, and it has no outline of its own: something left, and this is where it
  /// was; or it is only light.
  boolean isGhost() {
    boolean calmed = calm > CALM * area;
    return calmed && (contrastBehind > LEFT * contrast || contrast < FAINT * rim);
  }
}
