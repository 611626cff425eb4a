package nightjar.camera.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import nightjar.base.FakeClock;
import nightjar.camera.V4l2Options;
import nightjar.camera.V4l2Options.Format;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.v4l2.FakeWebcam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class V4l2H264Test {
  private static final byte[] IDR = {0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 2, 0, 0, 1, 0x65, 3};
  private static final byte[] SLICE = {0, 0, 0, 1, 0x41, 4};
  private static final V4l2Options OPTIONS =
      new V4l2Options(Path.of("/dev/video2"), Format.H264, 640, 480, 30, Map.of());

  private final FakeWebcam webcam = new FakeWebcam(new FakeClock());

  @AfterEach
  void nothingStaysOpen() {
    assertEquals(0, webcam.shared.open.get());
  }

  @Test
  void handsOutUnitsFromTheFirstIdrOn() throws Exception {
    webcam.offers("H264", FakeWebcam.mode(640, 480, 30, 15));
    try (var camera = new V4l2H264(OPTIONS, webcam, webcam.clock)) {
      assertEquals(new PictureFormat(640, 480, 30, Colour.BT709), camera.format());
      webcam.image(SLICE);
      webcam.image(IDR);
      webcam.image(SLICE);
      assertEquals("IDR at 1000000000000000", read(camera, IDR));
      assertEquals("slice at 1000000000000000", read(camera, SLICE));
      for (int i = 0; i < 10; i++) {
        webcam.image(SLICE);
        read(camera, SLICE);
      }
    }
  }

  @Test
  void afterABrokenOneAnIdrComesFirst() throws Exception {
    webcam.offers("H264", FakeWebcam.mode(640, 480, 30, 15));
    try (var camera = new V4l2H264(OPTIONS, webcam, webcam.clock)) {
      webcam.image(IDR);
      read(camera, IDR);
      webcam.images.add(new FakeWebcam.Image(SLICE, 0x2040, -1));
      webcam.image(SLICE);
      webcam.image(new byte[0]);
      webcam.image(IDR);
      read(camera, IDR);
      for (int i = 0; i < 100; i++) {
        webcam.image(new byte[0]);
      }
      var e = assertThrows(IOException.class, camera::next);
      assertEquals("/dev/video2 gave 100 broken pictures in a row", e.getMessage());
    }
  }

  @Test
  void doesNotWaitForEverForAnIdr() throws Exception {
    webcam.offers("H264", FakeWebcam.mode(640, 480, 30, 15));
    try (var camera = new V4l2H264(OPTIONS, webcam, webcam.clock)) {
      webcam.onWait =
          _ -> {
            webcam.clock.pass(Duration.ofMillis(33));
            webcam.image(SLICE);
          };
      var e = assertThrows(IOException.class, camera::next);
      assertEquals("/dev/video2 gave no IDR for 20 s", e.getMessage());
    }
  }

  private static String read(V4l2H264 camera, byte[] expected) throws Exception {
    var unit = camera.next();
    assertArrayEquals(expected, unit.data().toArray(JAVA_BYTE));
    return (unit.idr() ? "IDR" : "slice") + " at " + unit.captured();
  }

  @Test
  void onlyForCamerasAskedForCodedVideo() {
    webcam.offers("MJPG", FakeWebcam.mode(640, 480, 30));
    var e = assertThrows(IOException.class, () -> new V4l2H264(OPTIONS, webcam, webcam.clock));
    assertEquals("/dev/video2 gives no 640x480 in H264; it offers MJPG 640x480", e.getMessage());
    var raw = new V4l2Options(Path.of("/dev/video2"), Format.AUTO, 640, 480, 30, Map.of());
    assertThrows(IllegalArgumentException.class, () -> new V4l2H264(raw, webcam, webcam.clock));
  }
}
