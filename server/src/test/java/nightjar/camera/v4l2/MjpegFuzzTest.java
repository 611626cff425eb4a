package nightjar.camera.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

/// Whatever a camera sends as JPEG, the decoder says yes or no, and decodes the next.
class MjpegFuzzTest {
  private static final PictureFormat FORMAT = new PictureFormat(96, 64, 30, Colour.SYCC);

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void brokenImagesAreRefusedAndWholeOnesDecoded() throws Exception {
    System.out.println("seed " + seed);
    try (var pool = new PicturePool(FORMAT, 1);
        var mjpeg = new Mjpeg(96, 64)) {
      var picture = pool.take();
      var flat = V4l2SourceTest.jpeg(96, 64, 77);
      var good = V4l2SourceTest.jpeg(96, 64, m -> m.copyFrom(MemorySegment.ofArray(noise())));
      for (int i = 0; i < 5_000; i++) {
        read(mjpeg, broken(good), picture);
        if (i % 100 == 0) {
          assertTrue(read(mjpeg, flat, picture), "a whole one after broken ones");
          assertTrue(Math.abs(picture.memory().get(JAVA_BYTE, 5000) - 77) < 3);
        }
      }
      picture.release();
    }
  }

  @Test
  void whatIsCutOffIsRefused() throws Exception {
    try (var pool = new PicturePool(FORMAT, 1);
        var mjpeg = new Mjpeg(96, 64)) {
      var picture = pool.take();
      var good = V4l2SourceTest.jpeg(96, 64, m -> m.copyFrom(MemorySegment.ofArray(noise())));
      for (int length = 0; length < good.length * 9 / 10; length += 5) {
        assertFalse(read(mjpeg, Arrays.copyOf(good, length), picture), length + " bytes");
      }
      picture.release();
    }
  }

  private byte[] noise() {
    var noise = new byte[96 * 64];
    random.nextBytes(noise);
    return noise;
  }

  private static boolean read(Mjpeg mjpeg, byte[] image, Picture picture) throws Exception {
    return mjpeg.take(MemorySegment.ofArray(image), 0, image.length, picture)
        && mjpeg.finish(picture);
  }

  private byte[] broken(byte[] good) {
    var image = Arrays.copyOf(good, random.nextInt(good.length + 1));
    switch (random.nextInt(3)) {
      case 0 -> random.nextBytes(image);
      case 1 -> {
        for (int i = random.nextInt(20); i >= 0 && image.length > 0; i--) {
          image[random.nextInt(image.length)] = (byte) random.nextInt();
        }
      }
      default -> { // the size it says it has
        for (int i = 0; i + 9 < image.length; i++) {
          if (image[i] == (byte) 0xff && image[i + 1] == (byte) 0xc0) {
            random.nextBytes(image);
            System.arraycopy(good, 0, image, 0, i + 5);
          }
        }
      }
    }
    return image;
  }
}
