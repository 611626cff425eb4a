package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.util.Objects;
import java.util.random.RandomGenerator;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// Pictures for models to look at.
final class Pictures {
  private Pictures() {}

  /// Of one value in all planes. Gone when released.
  static Picture plain(int width, int height, Colour colour, int value) {
    var picture = fresh(width, height, colour);
    picture.memory().fill((byte) value);
    return picture;
  }

  static Picture noise(int width, int height, Colour colour, RandomGenerator random) {
    var picture = fresh(width, height, colour);
    for (long i = 0; i < picture.format().bytes(); i++) {
      picture.memory().set(JAVA_BYTE, i, (byte) random.nextInt());
    }
    return picture;
  }

  private static Picture fresh(int width, int height, Colour colour) {
    try (var pool = new PicturePool(new PictureFormat(width, height, 15, colour), 1)) {
      return Objects.requireNonNull(pool.take());
    }
  }
}
