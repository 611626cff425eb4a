package nightjar.encode;

/// The bits a second of pictures that each stand alone, if all of them were wanted: by the sizes of
/// those coded lately, however few these were.
///
/// One thread adds, any may ask.
final class FullRate {
  private static final double NEWEST = 1.0 / 8; // part that the last picture has in the mean

  private double mean; // bytes
  private volatile int seen;

  /// @param fps pictures a second when all are wanted
  void add(long size, double fps) {
    mean = mean == 0 ? size : mean + (size - mean) * NEWEST;
    seen = (int) (mean * 8 * fps);
  }

  /// 0 before the first picture.
  int bitsPerSecond() {
    return seen;
  }
}
