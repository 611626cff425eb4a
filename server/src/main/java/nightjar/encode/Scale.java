package nightjar.encode;

import nightjar.media.PictureFormat;

/// How much smaller than the camera's a rendition's pictures are: a whole number of times, so that
/// each sample is the mean of as many.
public enum Scale {
  /// The least that leaves a picture of at most 640 across.
  AUTO(0),
  HALF(2),
  THIRD(3),
  QUARTER(4);

  private static final int WIDEST = 640;
  private static final int SMALLEST = 16; // what encoders take

  private final int fixed; // 0 where it depends

  Scale(int fixed) {
    this.fixed = fixed;
  }

  /// How many times smaller in both directions; fewer than asked for, down to 1, where pictures are
  /// so small already that nothing would be left.
  public int divisor(PictureFormat full) {
    int asked = fixed == 0 ? Math.max(2, Math.ceilDiv(full.width(), WIDEST)) : fixed;
    return Math.clamp(Math.min(full.width(), full.height()) / SMALLEST, 1, asked);
  }

  /// What is left of a picture; samples that do not fill a last one are cut off at the right and
  /// below.
  public PictureFormat of(PictureFormat full) {
    int divisor = divisor(full);
    return new PictureFormat(
        even(full.width() / divisor), even(full.height() / divisor), full.fps(), full.colour());
  }

  private static int even(int size) {
    return size & ~1;
  }
}
