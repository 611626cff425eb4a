package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Part of a picture into a model's input: red, green and blue, of the model's size. One thread.
///
/// Its buffers are made once, and grow with the parts it is given.
final class Sampler {
  private final Input input;
  private final MemorySegment to;
  private final Resized luma;
  private final Resized chroma;
  private final int[] y;
  private final int[] blue;
  private final int[] red;
  private final float[] colours;
  private final byte[] bytes;

  /// @param to the input's memory
  Sampler(Input input, MemorySegment to) {
    this.input = input;
    this.to = to;
    int size = input.size();
    this.luma = new Resized(size, size);
    this.chroma = new Resized(size, size);
    this.y = new int[size];
    this.blue = new int[size];
    this.red = new int[size];
    this.colours = new float[size * 3];
    this.bytes = new byte[input.isFloat() ? 0 : size * 3];
  }

  void take(Picture picture, Crop crop) {
    check(picture.format(), crop);
    int stride = picture.format().width();
    long lumaAt = (long) crop.y() * stride + crop.x();
    long chromaAt = (long) (crop.y() / 2) * (stride / 2) + crop.x() / 2;
    var matrix = Rgb.of(picture.format().colour(), picture.format().height());
    var memory = picture.memory();
    luma.from(crop.width(), crop.height());
    chroma.from(crop.width() / 2, crop.height() / 2);
    for (int row = 0; row < input.size(); row++) {
      luma.row(row, memory, lumaAt, stride, y);
      chroma.row(row, memory, picture.chromaBlueOffset() + chromaAt, stride / 2, blue);
      chroma.row(row, memory, picture.chromaRedOffset() + chromaAt, stride / 2, red);
      write(row, matrix);
    }
  }

  private static void check(PictureFormat format, Crop crop) {
    boolean even = ((crop.x() | crop.y() | crop.width() | crop.height()) & 1) == 0;
    boolean inside =
        crop.x() >= 0
            && crop.y() >= 0
            && crop.width() > 0
            && crop.height() > 0
            && crop.x() <= format.width() - crop.width()
            && crop.y() <= format.height() - crop.height();
    if (!even || !inside) {
      throw new IllegalArgumentException(
          "%s is no part of %dx%d, or not even".formatted(crop, format.width(), format.height()));
    }
  }

  private void write(int row, Rgb matrix) {
    long at = (long) row * input.size() * 3;
    colour(matrix);
    if (input.isFloat()) {
      for (int i = 0; i < colours.length; i++) {
        colours[i] = input.least() + input.step() * colours[i];
      }
      MemorySegment.copy(colours, 0, to, JAVA_FLOAT, at * Float.BYTES, colours.length);
    } else {
      for (int i = 0; i < colours.length; i++) {
        bytes[i] = (byte) (int) (colours[i] + 0.5f);
      }
      MemorySegment.copy(bytes, 0, to, JAVA_BYTE, at, bytes.length);
    }
  }

  /// Red, green and blue of the row, 0 to 255.
  private void colour(Rgb matrix) {
    float scale = 1f / Resized.ONE;
    for (int x = 0; x < y.length; x++) {
      float light = (y[x] * scale - matrix.black()) * matrix.luma();
      float cb = blue[x] * scale - 128;
      float cr = red[x] * scale - 128;
      colours[x * 3] = clipped(light + cr * matrix.redOfRed());
      colours[x * 3 + 1] = clipped(light - cr * matrix.greenOfRed() - cb * matrix.greenOfBlue());
      colours[x * 3 + 2] = clipped(light + cb * matrix.blueOfBlue());
    }
  }

  /// By hand: the quick compiler, a small board's only one, calls Math.clamp.
  private static float clipped(float colour) {
    return colour > 0 ? (colour < 255 ? colour : 255) : 0;
  }
}
