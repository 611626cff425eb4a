package nightjar.encode.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.v4l2.QuickDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What encoding a picture leaves to the garbage collector.
class AllocationTest {
  private static final PictureFormat FORMAT = new PictureFormat(64, 48, 30, Colour.SYCC);
  private static final byte[] UNIT = {0, 0, 0, 1, 0x41, 1, 2, 3, 4, 5, 6, 7};
  private static final int PICTURES = 5_000;

  @TempDir Path dev;
  private long bytes;

  @Test
  void aPictureAllocatesOneViewAndNothingElse() throws Exception {
    Files.createFile(dev.resolve("video11"));
    var codec = new FakeCodec(new FakeClock());
    var budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);
    var encoders =
        V4l2Encoders.find(
                dev, path -> new QuickDevice(codec.open(path), UNIT), budget, Clock.SYSTEM)
            .orElseThrow();
    var settings = new EncodeSettings(100_000, 30, Duration.ofSeconds(2));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var pool = new PicturePool(FORMAT, 1);
        var encoder = encoders.open(FORMAT, settings)) {
      var picture = pool.take();
      encode(encoder, picture, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      encode(encoder, picture, PICTURES);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / PICTURES;
      assertTrue(each <= 48, each + " bytes a picture");
      picture.release();
    }
    assertEquals(0, codec.shared.open.get());
  }

  private void encode(Encoder encoder, Picture picture, int times) throws IOException {
    Encoder.Output out = (data, _) -> bytes += data.byteSize();
    long before = bytes;
    for (int i = 0; i < times; i++) {
      picture.stamp(picture.ticks() + 33_000_000, 0);
      encoder.encode(picture, false, out);
    }
    assertEquals(12L * times, bytes - before);
  }
}
