package nightjar.camera.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import nightjar.base.FakeClock;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class DemoSourceTest {
  private static final PictureFormat FORMAT = new PictureFormat(320, 180, 10, Colour.SYCC);

  @Test
  void theSameSeedAndTimeGiveTheSamePictures() throws Exception {
    assertEquals(pictures(7), pictures(7));
    assertNotEquals(pictures(7), pictures(8));
  }

  @Test
  void everyPictureDiffersFromTheOneBefore() throws Exception {
    var pictures = pictures(1);
    assertEquals(pictures.size(), pictures.stream().distinct().count());
  }

  @Test
  void keepsItsPace() throws Exception {
    var clock = new FakeClock();
    long start = clock.ticks();
    pictures(1, clock);
    assertEquals(900, (clock.ticks() - start) / 1_000_000); // ten pictures, nine intervals
  }

  private static List<Long> pictures(long seed) throws Exception {
    return pictures(seed, new FakeClock());
  }

  private static List<Long> pictures(long seed, FakeClock clock) throws Exception {
    var sums = new ArrayList<Long>();
    try (var source = new DemoSource(FORMAT, seed, clock);
        var pool = new PicturePool(FORMAT, 1)) {
      for (int i = 0; i < 10; i++) {
        var picture = pool.take();
        assertNotNull(picture);
        source.read(picture);
        var crc = new CRC32C();
        crc.update(picture.memory().toArray(ValueLayout.JAVA_BYTE));
        sums.add(crc.getValue());
        picture.release();
      }
    }
    return sums;
  }
}
