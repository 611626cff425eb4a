package nightjar.camera.v4l2;

/// Arithmetic on four samples at once: each in the low half of a 16-bit lane of a `long`.
final class Lanes {
  static final long LOW = 0x00ff_00ff_00ff_00ffL;
  private static final long ONES = 0x0001_0001_0001_0001L;

  // Luma from 16..235 and chroma from 16..240 to 0..255, in 1/128: 255/219 and 255/224, rounded so
  // that both ends and grey meet their places. No sample is off by more than one.
  private static final int LUMA_FACTOR = 149;
  private static final int LUMA_ROUNDING = 64;
  private static final int CHROMA_FACTOR = 146;
  private static final int CHROMA_ROUNDING = 63;

  private Lanes() {}

  static long lumaToFullRange(long samples) {
    return scale(samples, LUMA_FACTOR, LUMA_ROUNDING);
  }

  static long chromaToFullRange(long samples) {
    return scale(samples, CHROMA_FACTOR, CHROMA_ROUNDING);
  }

  private static long scale(long samples, int factor, int rounding) {
    long less = (samples | ONES << 15) - 16 * ONES; // bit 15 stays where the sample is 16 or more
    long atLeast16 = ((less >>> 15) & ONES) * 0xffff;
    long above = less & (0x7fff * ONES) & atLeast16;
    long scaled = ((above * factor + rounding * ONES) >>> 7) & (0x01ff * ONES);
    long tooLarge = ((scaled >>> 8) & ONES) * 0xff;
    return (scaled | tooLarge) & LOW;
  }

  /// The mean of two, a half rounded up.
  static long mean(long some, long others) {
    return ((some + others + ONES) >>> 1) & LOW;
  }

  /// The four samples side by side.
  static int pack(long samples) {
    long pairs = (samples | samples >>> 8) & 0x0000_ffff_0000_ffffL;
    return (int) (pairs | pairs >>> 16);
  }
}
