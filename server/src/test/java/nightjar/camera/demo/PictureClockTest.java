package nightjar.camera.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.foreign.ValueLayout;
import java.time.Duration;
import nightjar.base.FakeClock;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class PictureClockTest {
  @Test
  void cellsHoldMarkTimeAndCheck() {
    // a6 mark, 01 89 0a bc de f0 the time, their exclusive or at the end
    assertEquals("a601890abcdef010", Long.toHexString(PictureClock.cells(0x01890abcdef0L)));
  }

  @Test
  void theTimeInThePictureIsTheTimeOnItsStamp() throws Exception {
    for (var size : new int[][] {{1280, 720}, {640, 360}, {320, 240}}) {
      var format = new PictureFormat(size[0], size[1], 15, Colour.SYCC);
      var clock = new FakeClock();
      try (var source = new DemoSource(format, 1, clock);
          var pool = new PicturePool(format, 1)) {
        for (int i = 0; i < 5; i++) {
          clock.pass(Duration.ofMillis(123));
          var picture = pool.take();
          assertNotNull(picture);
          source.read(picture);
          long millis = picture.captured() / 1000;
          assertEquals(
              Long.toHexString(PictureClock.cells(millis)), Long.toHexString(cells(picture)));
          picture.release();
        }
      }
    }
  }

  /// Reads the cells as any program may: a sample in the middle of each.
  private static long cells(Picture picture) {
    int cell = picture.format().width() / 80;
    long cells = 0;
    for (int i = 0; i < 64; i++) {
      int x = cell * (1 + i % 32) + cell / 2;
      int y = cell * (1 + i / 32) + cell / 2;
      long at = (long) y * picture.format().width() + x;
      int luma = picture.memory().get(ValueLayout.JAVA_BYTE, at) & 255;
      cells = cells << 1 | (luma > 128 ? 1 : 0);
    }
    return cells;
  }
}
