package nightjar.v4l2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
  @TempDir Path dev;
  private final FakeWebcam webcam = new FakeWebcam(new FakeClock());

  DevicesTest() {
    webcam
        .offers("YUYV", FakeWebcam.mode(640, 480, 30, 15), FakeWebcam.mode(1280, 720, 10))
        .offers("MJPG", FakeWebcam.mode(1280, 720, 30));
    webcam
        .shared
        .with(FakeControl.heading(0x980001, "User Controls"))
        .with(FakeControl.number(0x980900, "Brightness", -64, 64, 0))
        .with(FakeControl.onOff(0x98090c, "White Balance, Automatic", 1))
        .with(FakeControl.menu(0x9a0901, "Auto Exposure", 3, 3, Map.of(1, "Manual", 3, "Auto")))
        .with(FakeControl.number(0x9a0902, "Exposure Time, Absolute", 3, 2047, 250))
        .with(FakeControl.number(0x9a0903, "Broken", 0, 1, 0).flags(1))
        .with(FakeControl.number(0x9a0904, "Told", 0, 1, 0).flags(4));
  }

  @Test
  void listsWhatThereIs() throws Exception {
    Files.createFile(dev.resolve("video10"));
    Files.createFile(dev.resolve("video2"));
    Files.createFile(dev.resolve("video"));
    Files.createFile(dev.resolve("null"));
    Files.createDirectories(dev.resolve("v4l/by-id"));
    var link = dev.resolve("v4l/by-id/usb-Fake-video-index0");
    Files.createSymbolicLink(link, Path.of("../../video10"));
    Files.createSymbolicLink(dev.resolve("v4l/by-id/usb-Gone"), Path.of("../../video7"));
    var found =
        Devices.list(
            dev,
            path -> {
              if (path.endsWith("video2")) {
                throw new IOException("cannot open it: permission denied");
              }
              return webcam.open(path);
            });
    assertEquals(
        new Devices.Unusable(
            dev.resolve("video2"), Optional.empty(), "cannot open it: permission denied"),
        found.getFirst());
    var usable = assertInstanceOf(Devices.Usable.class, found.get(1));
    assertEquals(dev.resolve("video10"), usable.path());
    assertEquals(Optional.of(link), usable.stable());
    assertEquals(
        new Capability("uvcvideo", "Fake Webcam", "bus of Fake Webcam", 0x0420_0001),
        usable.capability());
    assertEquals(Devices.Use.CAMERA, usable.use());
    assertEquals(
        List.of(
            "YUYV format YUYV 640x480, 1280x720 [30, 15] [10]", "MJPG format MJPG 1280x720 [30]"),
        usable.formats().stream().map(DevicesTest::words).toList());
    assertEquals(
        List.of(
            "brightness NUMBER -64 to 64 now 0",
            "white_balance_automatic SWITCH 0 to 1 now 1",
            "auto_exposure CHOICE 1 (Manual), 3 (Auto) now 3",
            "exposure_time_absolute NUMBER 3 to 2047 now 250",
            "told NUMBER 0 to 1 now 0"),
        usable.controls().stream().map(DevicesTest::words).toList());
    assertEquals(2, found.size());
    assertEquals(0, webcam.shared.open.get());
  }

  private static String words(Formats.Offered format) {
    var text = new StringBuilder(Videodev2.letters(format.fourcc()));
    text.append(' ').append(format.words()).append(' ').append(format.sizes().words());
    for (var mode : format.modes()) {
      var rates = assertInstanceOf(Rates.Listed.class, mode.rates());
      text.append(' ').append(rates.all().stream().map(Rate::pictures).toList());
    }
    return text.toString();
  }

  private static String words(Control c) {
    return "%s %s %s now %d".formatted(c.name(), c.kind(), c.range(), c.now().orElseThrow());
  }

  /// The Raspberry Pi has half a dozen of them beside its camera.
  @Test
  void partsOfACameraAreNoCameras() throws Exception {
    Files.createFile(dev.resolve("video14"));
    webcam.driver = "bcm2835-isp";
    var part = assertInstanceOf(Devices.Usable.class, Devices.list(dev, webcam).getFirst());
    assertEquals(Devices.Use.OTHER, part.use());
  }

  @Test
  void whatIsNoVideoDeviceIsListedAsSuch() throws Exception {
    Files.createFile(dev.resolve("video0"));
    var found = assertInstanceOf(Devices.Unusable.class, Devices.list(dev, Device.KERNEL).get(0));
    assertEquals(
        "cannot learn the capabilities of %s: the device does not know this request (errno 25)"
            .formatted(dev.resolve("video0")),
        found.reason());
  }

  @Test
  void setsSwitchesBeforeNumbers() throws Exception {
    set(Map.of("exposure_time_absolute", 100, "auto_exposure", 1, "brightness", -64));
    var calls = webcam.last instanceof FakeVideo video ? video.calls : List.<String>of();
    assertEquals("S_CTRL Auto Exposure 1", calls.getFirst());
    assertEquals(3, calls.size());
    assertEquals(100, webcam.shared.control("Exposure Time, Absolute").value);
    assertEquals(-64, webcam.shared.control("Brightness").value);
  }

  @Test
  void saysWhatControlsThereAreAndWhatTheyTake() {
    assertEquals(
        "/dev/video0 has no control brigthness; it has brightness, white_balance_automatic,"
            + " auto_exposure, exposure_time_absolute, told",
        failure(Map.of("brigthness", 1)));
    assertEquals(
        "/dev/video0: control brightness takes -64 to 64: 65", failure(Map.of("brightness", 65)));
    assertEquals(
        "/dev/video0: control auto_exposure takes 1 (Manual), 3 (Auto): 2",
        failure(Map.of("auto_exposure", 2)));
    assertEquals("/dev/video0: control told cannot be set: 1", failure(Map.of("told", 1)));
  }

  private String failure(Map<String, Integer> values) {
    return assertThrows(IOException.class, () -> set(values)).getMessage();
  }

  private void set(Map<String, Integer> values) throws IOException {
    try (var node = new VideoNode(webcam.open(Path.of("/dev/video0")))) {
      Controls.set(node, values);
    }
  }

  @Test
  void theNearestRateIsTaken() {
    var listed = new Rates.Listed(List.of(new Rate(30, 1), new Rate(15, 1), new Rate(15, 2)));
    assertEquals(new Rate(15, 1), listed.nearest(20));
    assertEquals(new Rate(15, 2), listed.nearest(1));
    var between = new Rates.Between(new Rate(1, 1), new Rate(30_000, 1001));
    assertEquals(new Rate(12_500, 1000), between.nearest(12.5));
    assertEquals(new Rate(30_000, 1001), between.nearest(60));
    assertEquals(new Rate(1, 1), between.nearest(0.5));
    assertEquals(new Rate(25, 1), new Rates.Unknown().nearest(25));
  }

  @Test
  void sizesInStepsAreOfferedInSteps() {
    var sizes =
        new Sizes.Between(new Sizes.Size(32, 16), new Sizes.Size(64, 48), new Sizes.Size(16, 2));
    assertEquals("32x16 to 64x48", sizes.words());
    assertEquals(
        "true true false false false",
        "%b %b %b %b %b"
            .formatted(
                sizes.offers(48, 18),
                sizes.offers(64, 48),
                sizes.offers(40, 18),
                sizes.offers(48, 17),
                sizes.offers(80, 18)));
  }

  @Test
  void pixelFormatsAreWordsAndNumbers() {
    assertEquals(0x56595559, Videodev2.V4L2_PIX_FMT_YUYV);
    assertEquals("Y8", Videodev2.letters(Videodev2.fourcc("Y8  ")));
    assertEquals("Y16-BE", Videodev2.letters(Videodev2.fourcc("Y16 ") | 1 << 31));
  }
}
