package nightjar.media;

/// What a source's pictures look like.
///
/// @param width luma samples across; even
/// @param height luma rows; even
/// @param fps pictures a second that the source delivers at most
public record PictureFormat(int width, int height, double fps, Colour colour) {
  private static final int LARGEST = 8192;
  private static final int MOST_SAMPLES = 3840 * 2160;

  public PictureFormat {
    check("width", width);
    check("height", height);
    if (width * height > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "a picture has at most %d samples: %dx%d".formatted(MOST_SAMPLES, width, height));
    }
    if (!(fps > 0 && fps <= 240)) {
      throw new IllegalArgumentException("fps must be above 0 and at most 240: " + fps);
    }
  }

  /// Bytes of one picture in I420: luma, then both chroma planes at a quarter each.
  public long bytes() {
    return (long) width * height * 3 / 2;
  }

  private static void check(String what, int size) {
    if (size < 16 || size > LARGEST || size % 2 != 0) {
      throw new IllegalArgumentException(
          "%s must be even, from 16 to %d: %d".formatted(what, LARGEST, size));
    }
  }
}
