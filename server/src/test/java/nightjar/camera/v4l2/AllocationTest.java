package nightjar.camera.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.camera.V4l2Options;
import nightjar.camera.V4l2Options.Format;
import nightjar.media.Picture;
import nightjar.media.PicturePool;
import nightjar.v4l2.FakeWebcam;
import nightjar.v4l2.QuickDevice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a raw picture leaves to the garbage collector.
class AllocationTest {
  private static final int PICTURES = 5_000;

  /// The wall time of the stamp is one object, of 24 bytes.
  @ParameterizedTest
  @CsvSource({"YUYV, 2048, false", "NV12, 1536, true"})
  void aPictureAllocatesNothingButItsWallTime(Format format, int bytes, boolean multiplanar)
      throws Exception {
    var webcam = new FakeWebcam(new FakeClock());
    webcam.multiplanar = multiplanar;
    webcam.offers(format.name(), FakeWebcam.mode(32, 32, 30));
    var options = new V4l2Options(Path.of("/dev/video0"), format, 32, 32, 30, Map.of());
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var source =
            new V4l2Source(
                options, p -> new QuickDevice(webcam.open(p), new byte[bytes]), Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      var picture = pool.take();
      read(source, picture, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      read(source, picture, PICTURES);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / PICTURES;
      assertTrue(each <= 24, each + " bytes a picture");
      picture.release();
    }
    assertEquals(0, webcam.shared.open.get());
  }

  private static void read(V4l2Source source, Picture picture, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      source.read(picture);
    }
  }
}
