package nightjar.detect;

import nightjar.media.Colour;

/// From luma and chroma to red, green and blue: ITU-T H.273, the matrix of a colour.
///
/// @param black luma of it
/// @param luma per step above black, of 255
/// @param redOfRed red per step of Cr above 128, and so on
record Rgb(
    float black,
    float luma,
    float redOfRed,
    float greenOfRed,
    float greenOfBlue,
    float blueOfBlue) {
  private static final int HIGH = 576; // rows, above which what does not say so is BT.709

  /// @param rows of the picture
  static Rgb of(Colour colour, int rows) {
    return switch (colour.matrix()) {
      case 1 -> of(0.2126, 0.0722, colour.fullRange());
      case 4 -> of(0.30, 0.11, colour.fullRange());
      case 5, 6 -> of(0.299, 0.114, colour.fullRange());
      case 7 -> of(0.212, 0.087, colour.fullRange());
      case 9, 10 -> of(0.2627, 0.0593, colour.fullRange());
      default ->
          rows > HIGH
              ? of(0.2126, 0.0722, colour.fullRange())
              : of(0.299, 0.114, colour.fullRange());
    };
  }

  private static Rgb of(double red, double blue, boolean full) {
    double green = 1 - red - blue;
    double chroma = full ? 1 : 255.0 / 224;
    return new Rgb(
        full ? 0 : 16,
        full ? 1 : (float) (255.0 / 219),
        (float) (2 * (1 - red) * chroma),
        (float) (2 * (1 - red) * red / green * chroma),
        (float) (2 * (1 - blue) * blue / green * chroma),
        (float) (2 * (1 - blue) * chroma));
  }
}
