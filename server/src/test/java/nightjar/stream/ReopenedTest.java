package nightjar.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import nightjar.encode.EncodeSettings;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.MediaTime;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

/// An encoder that is opened anew for another rate goes on in the same stream: whoever reads it is
/// given no other init segment.
class ReopenedTest {
  private final Fmp4Packaging packaging = Fmp4Packaging.of(Colour.SYCC);

  @Test
  void fewerPicturesOrBitsNeedNoNewInit() throws Exception {
    var first = open(640, 30, 2_000_000);
    assertNotNull(first);
    assertEquals("avc1.42c01e", first.codec());
    assertSame(first, open(640, 15, 400_000), "a level of 2.2");
    assertSame(first, open(640, 30, 2_000_000));
    assertNotSame(first, open(320, 30, 2_000_000), "another size");
  }

  @Test
  void aHigherLevelDoes() throws Exception {
    var first = open(640, 15, 400_000);
    assertNotSame(first, open(640, 30, 2_000_000));
  }

  private Init open(int width, double fps, int bitrate) throws Exception {
    var format = new PictureFormat(width, width * 9 / 16, fps, Colour.SYCC);
    var settings = new EncodeSettings(bitrate, fps, Duration.ofSeconds(2));
    try (var pool = new PicturePool(format, 1);
        var encoder = OpenH264.open(format, settings)) {
      var picture = pool.take();
      assertNotNull(picture);
      picture.stamp(1_000_000, 0);
      encoder.encode(
          picture,
          true,
          (data, idr) -> packaging.measure(new AccessUnit(data, idr, MediaTime.video(0), 0, 1)));
      picture.release();
    }
    return packaging.init();
  }
}
