package nightjar.media;

/// What the sample values of a picture mean, in the code points of ITU-T H.273 (and H.264 E.2.1).
///
/// @param fullRange luma from 0 to 255 rather than 16 to 235
/// @param primaries colour_primaries
/// @param transfer transfer_characteristics
/// @param matrix matrix_coefficients
public record Colour(boolean fullRange, int primaries, int transfer, int matrix) {
  /// What libcamera calls sYCC and JPEG files hold: BT.601 matrix, full range, sRGB.
  public static final Colour SYCC = new Colour(true, 1, 13, 6);

  /// BT.709, limited range: what most H.264 of high definition is.
  public static final Colour BT709 = new Colour(false, 1, 1, 1);

  public Colour {
    if (((primaries | transfer | matrix) & ~0xff) != 0) {
      throw new IllegalArgumentException(
          "code points are 0 to 255: %d, %d, %d".formatted(primaries, transfer, matrix));
    }
  }
}
