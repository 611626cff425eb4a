package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import nightjar.media.Colour;
import nightjar.media.Picture;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final int SIZE = 20;
  private static final List<Colour> COLOURS =
      List.of(
          Colour.SYCC,
          Colour.BT709,
          new Colour(false, 6, 6, 6),
          new Colour(true, 9, 14, 9),
          new Colour(false, 4, 4, 4),
          new Colour(true, 7, 7, 7),
          new Colour(false, 2, 2, 2));

  /// Parts of any size, of pictures of any size and colour, beside what a slow one makes of them.
  @Test
  void isAsASlowOne() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var arena = Arena.ofConfined()) {
      var to = arena.allocate(JAVA_FLOAT, SIZE * SIZE * 3);
      var sampler = new Sampler(Input.aroundZero(SIZE), to);
      for (int round = 0; round < 60; round++) {
        var colour = COLOURS.get(round % COLOURS.size());
        var picture = Pictures.noise(even(random, 16, 180), even(random, 16, 180), colour, random);
        var crop = crop(picture, random);
        sampler.take(picture, crop);
        for (int i = 0; i < SIZE * SIZE; i++) {
          double[] rgb = slowly(picture, crop, i % SIZE, i / SIZE);
          for (int k = 0; k < 3; k++) {
            double got = (to.getAtIndex(JAVA_FLOAT, i * 3L + k) + 1) * 127.5;
            assertEquals(
                rgb[k], got, 1.0, "seed %d, %s, %s, %d.%d".formatted(seed, colour, crop, i, k));
          }
        }
        picture.release();
      }
    }
  }

  private static int even(Random random, int least, int most) {
    return 2 * random.nextInt(least / 2, most / 2 + 1);
  }

  private static Crop crop(Picture picture, Random random) {
    int width = even(random, 2, picture.format().width());
    int height = even(random, 2, picture.format().height());
    return new Crop(
        even(random, 0, picture.format().width() - width),
        even(random, 0, picture.format().height() - height),
        width,
        height);
  }

  private static double[] slowly(Picture picture, Crop crop, int x, int y) {
    int stride = picture.format().width();
    var half = new Crop(crop.x() / 2, crop.y() / 2, crop.width() / 2, crop.height() / 2);
    double luma = slowly(picture, 0, stride, crop, x, y);
    double cb = slowly(picture, picture.chromaBlueOffset(), stride / 2, half, x, y) - 128;
    double cr = slowly(picture, picture.chromaRedOffset(), stride / 2, half, x, y) - 128;
    var colour = picture.format().colour();
    double[] weights =
        switch (colour.matrix()) {
          case 1 -> new double[] {0.2126, 0.0722};
          case 4 -> new double[] {0.3, 0.11};
          case 7 -> new double[] {0.212, 0.087};
          case 9 -> new double[] {0.2627, 0.0593};
          default -> new double[] {0.299, 0.114};
        };
    double light = colour.fullRange() ? luma : (luma - 16) * 255 / 219;
    double range = colour.fullRange() ? 1 : 255.0 / 224;
    double red = light + 2 * (1 - weights[0]) * range * cr;
    double blue = light + 2 * (1 - weights[1]) * range * cb;
    // Luma is the weighted sum of the three.
    double green = (light - weights[0] * red - weights[1] * blue) / (1 - weights[0] - weights[1]);
    return new double[] {clip(red), clip(green), clip(blue)};
  }

  private static double clip(double value) {
    return Math.clamp(value, 0, 255);
  }

  /// The mean over an area, or between four samples: whatever each direction asks for.
  private static double slowly(Picture from, long plane, int stride, Crop crop, int x, int y) {
    double sum = 0;
    for (int row = 0; row < crop.height(); row++) {
      double down = weight(row, crop.height(), y);
      for (int column = 0; down > 0 && column < crop.width(); column++) {
        long at = plane + (long) (crop.y() + row) * stride + crop.x() + column;
        int sample = from.memory().get(JAVA_BYTE, at) & 0xff;
        sum += down * weight(column, crop.width(), x) * sample;
      }
    }
    return sum;
  }

  private static double weight(int sample, int from, int i) {
    double each = (double) from / SIZE;
    if (from > 2 * SIZE) {
      double shared = Math.min(sample + 1, (i + 1) * each) - Math.max(sample, i * each);
      return Math.max(0, shared) / each;
    }
    double at = Math.clamp((i + 0.5) * each - 0.5, 0, from - 1.0);
    return Math.max(0, 1 - Math.abs(at - sample));
  }

  @Test
  void knowsColours() {
    assertEquals("0 0 0", colour(Colour.BT709, 16, 128, 128));
    assertEquals("255 255 255", colour(Colour.BT709, 235, 128, 128));
    assertEquals("255 255 255", colour(Colour.SYCC, 255, 128, 128));
    assertEquals("254 0 0", colour(Colour.SYCC, 76, 85, 255)); // red of JFIF
    assertEquals("255 1 0", colour(Colour.BT709, 63, 102, 240)); // red of BT.709
  }

  private static String colour(Colour colour, int luma, int blue, int red) {
    var picture = Pictures.plain(32, 32, colour, luma);
    picture.memory().asSlice(picture.chromaBlueOffset(), 256).fill((byte) blue);
    picture.memory().asSlice(picture.chromaRedOffset(), 256).fill((byte) red);
    try (var arena = Arena.ofConfined()) {
      var to = arena.allocate(SIZE * SIZE * 3);
      new Sampler(Input.ofBytes(SIZE), to).take(picture, new Crop(0, 0, 32, 32));
      picture.release();
      return "%d %d %d"
          .formatted(
              to.get(JAVA_BYTE, 0) & 0xff,
              to.get(JAVA_BYTE, 1) & 0xff,
              to.get(JAVA_BYTE, SIZE * SIZE * 3 - 1) & 0xff);
    }
  }

  @Test
  void refusesWhatIsNoPart() {
    var picture = Pictures.plain(64, 48, Colour.SYCC, 128);
    try (var arena = Arena.ofConfined()) {
      var sampler = new Sampler(Input.ofBytes(SIZE), arena.allocate(SIZE * SIZE * 3));
      for (var crop :
          List.of(
              new Crop(0, 0, 66, 48),
              new Crop(2, 0, 64, 48),
              new Crop(0, -2, 64, 48),
              new Crop(0, 0, 0, 48),
              new Crop(1, 0, 32, 32),
              new Crop(0, 0, 33, 32),
              new Crop(2, 2, Integer.MAX_VALUE - 1, 2))) {
        var e = assertThrows(IllegalArgumentException.class, () -> sampler.take(picture, crop));
        assertTrue(String.valueOf(e.getMessage()).contains("64x48"));
      }
    }
    picture.release();
  }
}
