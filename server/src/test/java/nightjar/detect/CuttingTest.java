package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class CuttingTest {
  @Test
  void copiesWhatIsSmallAsItIs() {
    with(
        320,
        180,
        from -> {
          for (int i = 0; i < from.memory().byteSize(); i++) {
            from.memory().set(JAVA_BYTE, i, (byte) (i * 31));
          }
          var cut = Cutting.of(from, new Crop(20, 40, 64, 32));
          assertEquals(64, cut.format().width());
          assertEquals(32, cut.format().height());
          for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 64; x++) {
              assertEquals(luma(from, 20 + x, 40 + y), luma(cut, x, y));
            }
          }
          assertEquals(
              from.memory().get(JAVA_BYTE, from.chromaRedOffset() + 160L * 35 + 30),
              cut.memory().get(JAVA_BYTE, cut.chromaRedOffset() + 32L * 15 + 20));
          cut.release();
        });
  }

  @Test
  void makesWhatIsLargeSmaller() {
    with(
        1920,
        1080,
        from -> {
          from.memory().fill((byte) 90);
          var cut = Cutting.of(from, new Crop(0, 0, 1920, 1080));
          assertEquals(640, cut.format().width());
          assertEquals(360, cut.format().height());
          assertEquals(90, luma(cut, 639, 359));
          cut.release();
        });
  }

  @Test
  void anyPartOfAnyPictureIsCut() {
    var random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int width = 16 + 2 * random.nextInt(500);
      int height = 16 + 2 * random.nextInt(300);
      with(
          width,
          height,
          from -> {
            int x = 2 * random.nextInt(width / 2);
            int y = 2 * random.nextInt(height / 2);
            int across = 2 + 2 * random.nextInt((width - x) / 2);
            int down = 2 + 2 * random.nextInt((height - y) / 2);
            var cut = Cutting.of(from, new Crop(x, y, across, down));
            assertTrue(cut.format().width() <= Cutting.LARGEST);
            assertTrue(cut.format().height() <= Cutting.LARGEST);
            cut.release();
          });
    }
  }

  private interface Work {
    void with(Picture picture);
  }

  private static void with(int width, int height, Work work) {
    try (var pool = new PicturePool(new PictureFormat(width, height, 10, Colour.SYCC), 1)) {
      var picture = pool.take();
      if (picture == null) {
        throw new AssertionError("no picture");
      }
      work.with(picture);
      picture.release();
    }
  }

  private static int luma(Picture of, int x, int y) {
    return of.memory().get(JAVA_BYTE, (long) y * of.format().width() + x) & 0xff;
  }
}
