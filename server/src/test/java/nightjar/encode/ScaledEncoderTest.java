package nightjar.encode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class ScaledEncoderTest {
  private static final EncodeSettings SETTINGS =
      new EncodeSettings(100_000, 15, Duration.ofSeconds(2));
  private static final int PICTURES = 2_000;

  private boolean closed;
  private byte[] given = {};
  private PictureFormat format;

  /// By the definition, sample by sample.
  @Test
  void eachSampleIsTheMeanOfASquare() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      int width = 2 * (32 + random.nextInt(60));
      int height = 2 * (32 + random.nextInt(20));
      var scale = Scale.values()[random.nextInt(Scale.values().length)];
      var full = new PictureFormat(width, height, 15, Colour.SYCC);
      var samples = new byte[(int) full.bytes()];
      random.nextBytes(samples);
      if (i % 10 == 0) {
        java.util.Arrays.fill(samples, (byte) 0xff);
      }
      encode(scale, full, samples);
      assertEquals(scale.of(full), format);
      var said = "seed " + seed + ", " + scale + " of " + width + "x" + height;
      assertPlanes(full, samples, scale.divisor(full), said);
    }
  }

  @Test
  void widePicturesAreDividedFurther() throws Exception {
    var full = new PictureFormat(3840, 64, 15, Colour.SYCC);
    var samples = new byte[(int) full.bytes()];
    new Random(1).nextBytes(samples);
    encode(Scale.AUTO, full, samples);
    assertEquals(960, format.width(), "no less than 16 rows stay");
    assertPlanes(full, samples, 4, "");
  }

  @Test
  void thePictureKeepsItsTimes() throws Exception {
    var full = new PictureFormat(64, 48, 15, Colour.SYCC);
    try (var pool = new PicturePool(full, 1);
        var encoder = open(Scale.HALF, full)) {
      var picture = pool.take();
      picture.stamp(7, 8);
      encoder.encode(picture, true, (data, idr) -> assertTrue(idr));
      picture.release();
    }
    assertTrue(closed);
  }

  @Test
  void aPictureAllocatesNothing() throws Exception {
    var full = new PictureFormat(64, 48, 15, Colour.SYCC);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Encoder.Opener nothing = (_, _) -> new Silent();
    try (var pool = new PicturePool(full, 1);
        var encoder = ScaledEncoder.opener(Scale.HALF, nothing).open(full, SETTINGS)) {
      var picture = pool.take();
      encode(encoder, picture, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      encode(encoder, picture, PICTURES);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / PICTURES;
      assertTrue(each <= 8, each + " bytes a picture");
      picture.release();
    }
  }

  private static void encode(Encoder encoder, Picture picture, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      encoder.encode(picture, false, (_, _) -> {});
    }
  }

  private void encode(Scale scale, PictureFormat full, byte[] samples) throws Exception {
    try (var pool = new PicturePool(full, 1);
        var encoder = open(scale, full)) {
      var picture = pool.take();
      assertNotNull(picture);
      picture.memory().copyFrom(MemorySegment.ofArray(samples));
      encoder.encode(picture, false, (_, _) -> {});
      picture.release();
    }
  }

  private void assertPlanes(PictureFormat full, byte[] samples, int divisor, String said) {
    int luma = full.width() * full.height();
    int smallLuma = format.width() * format.height();
    assertPlane(samples, 0, full.width(), 0, format.width(), format.height(), divisor, said);
    for (int chroma = 0; chroma < 2; chroma++) {
      assertPlane(
          samples,
          luma + chroma * luma / 4,
          full.width() / 2,
          smallLuma + chroma * smallLuma / 4,
          format.width() / 2,
          format.height() / 2,
          divisor,
          said);
    }
  }

  private void assertPlane(
      byte[] samples,
      int in,
      int stride,
      int out,
      int width,
      int height,
      int divisor,
      String said) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sum = divisor * divisor / 2;
        for (int i = 0; i < divisor * divisor; i++) {
          int row = y * divisor + i / divisor;
          sum += samples[in + row * stride + x * divisor + i % divisor] & 0xff;
        }
        int at = out + y * width + x;
        assertEquals(sum / (divisor * divisor), given[at] & 0xff, said + " at " + x + "," + y);
      }
    }
  }

  private Encoder open(Scale scale, PictureFormat full) throws Exception {
    return ScaledEncoder.opener(scale, (reduced, _) -> new Copying(reduced)).open(full, SETTINGS);
  }

  private static final class Silent implements Encoder {
    @Override
    public void encode(Picture picture, boolean idr, Output out) {}

    @Override
    public void close() {}
  }

  private final class Copying implements Encoder {
    Copying(PictureFormat reduced) {
      format = reduced;
    }

    @Override
    public void encode(Picture picture, boolean idr, Output out) throws java.io.IOException {
      assertEquals(format, picture.format());
      given = picture.memory().asSlice(0, format.bytes()).toArray(JAVA_BYTE);
      out.unit(picture.memory(), idr);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
