package nightjar.camera.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nightjar.base.FakeClock;
import nightjar.base.WeekTimes;
import nightjar.camera.Camera;
import nightjar.camera.CodedPicture;
import nightjar.camera.Sink;
import nightjar.camera.Switches;
import nightjar.camera.V4l2Options;
import nightjar.camera.V4l2Options.Format;
import nightjar.encode.EncodeSettings;
import nightjar.encode.ffmpeg.Jpeg;
import nightjar.filter.FilterConfig;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.v4l2.FakeControl;
import nightjar.v4l2.FakeWebcam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V4l2SourceTest {
  private static final Path DEVICE = Path.of("/dev/video0");

  private final FakeClock clock = new FakeClock();
  private final FakeWebcam webcam = new FakeWebcam(clock);
  private PicturePool pool;
  private Picture picture;

  @AfterEach
  void nothingStaysOpen() {
    assertEquals(0, webcam.shared.open.get());
    if (picture != null) {
      picture.release();
      pool.close();
    }
  }

  private V4l2Source open(Format format, int width, int height) throws IOException {
    return open(new V4l2Options(DEVICE, format, width, height, 30, Map.of()));
  }

  private V4l2Source open(V4l2Options options) throws IOException {
    var source = new V4l2Source(options, webcam, clock);
    pool = new PicturePool(source.format(), 1);
    picture = pool.take();
    picture.memory().fill((byte) 0x55);
    return source;
  }

  private static byte[] random(int bytes) {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var noise = new byte[bytes];
    new Random(seed).nextBytes(noise);
    return noise;
  }

  @ParameterizedTest
  @CsvSource({
    "32, 16, 0, 8, 0",
    "32, 16, 0, 7, 0",
    "34, 18, 0, 8, 0",
    "38, 16, 26, 8, 1",
    "46, 20, 2, 7, 2"
  })
  void yuyvBecomesFullRange(int width, int height, int padding, int colorspace, int quantization)
      throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(width, height, 30));
    webcam.padding = padding;
    webcam.colorspace = colorspace;
    webcam.quantization = quantization;
    int stride = 2 * width + padding;
    var image = random(stride * height);
    webcam.image(image);
    boolean full = quantization == 1 || (quantization == 0 && colorspace == 7);
    try (var source = open(Format.AUTO, width, height)) {
      source.read(picture);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertEquals(luma(image[y * stride + 2 * x] & 255, full), sample(0, width, x, y), 1);
      }
    }
    for (int y = 0; y < height / 2; y++) {
      for (int x = 0; x < width / 2; x++) {
        int at = 2 * y * stride + 4 * x;
        for (int c = 0; c < 2; c++) {
          int above = image[at + 1 + 2 * c] & 255;
          int below = image[at + stride + 1 + 2 * c] & 255;
          long plane = c == 0 ? picture.chromaBlueOffset() : picture.chromaRedOffset();
          int expected = chroma((above + below + 1) / 2, full);
          assertEquals(expected, sample(plane, width / 2, x, y), full ? 0 : 1);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"32, 16, 0, 8, 0, false", "38, 18, 26, 7, 0, false", "46, 20, 2, 8, 0, true"})
  void nv12BecomesFullRange(
      int width, int height, int padding, int colorspace, int quantization, boolean multiplanar)
      throws Exception {
    webcam.offers("NV12", FakeWebcam.mode(width, height, 30));
    webcam.multiplanar = multiplanar;
    webcam.padding = padding;
    webcam.colorspace = colorspace;
    webcam.quantization = quantization;
    int stride = width + padding;
    var image = random(stride * height * 3 / 2);
    webcam.image(image);
    boolean full = colorspace == 7;
    try (var source = open(Format.NV12, width, height)) {
      source.read(picture);
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertEquals(luma(image[y * stride + x] & 255, full), sample(0, width, x, y), 1);
      }
    }
    for (int y = 0; y < height / 2; y++) {
      for (int x = 0; x < width / 2; x++) {
        int at = (height + y) * stride + 2 * x;
        int blue = chroma(image[at] & 255, full);
        int red = chroma(image[at + 1] & 255, full);
        assertEquals(blue, sample(picture.chromaBlueOffset(), width / 2, x, y), full ? 0 : 1);
        assertEquals(red, sample(picture.chromaRedOffset(), width / 2, x, y), full ? 0 : 1);
      }
    }
  }

  private int sample(long plane, int width, int x, int y) {
    return picture.memory().get(JAVA_BYTE, plane + (long) y * width + x) & 255;
  }

  private static int luma(int value, boolean full) {
    return full ? value : (int) Math.round(Math.clamp((value - 16) * 255.0 / 219, 0, 255));
  }

  private static int chroma(int value, boolean full) {
    return full ? value : (int) Math.round(Math.clamp((value - 128) * 255.0 / 224 + 128, 0, 255));
  }

  @Test
  void jpegIsDecoded() throws Exception {
    webcam.offers("MJPG", FakeWebcam.mode(64, 48, 30));
    webcam.image(jpeg(64, 48, 200));
    try (var source = open(Format.AUTO, 64, 48)) {
      source.read(picture);
      assertEquals(200, sample(0, 64, 20, 20), 2);
      assertEquals(90, sample(picture.chromaBlueOffset(), 32, 10, 10), 2);
      webcam.image(jpeg(64, 48, 30));
      source.read(picture);
      assertEquals(30, sample(0, 64, 20, 20), 2);
    }
  }

  static byte[] jpeg(int width, int height, int luma) throws IOException {
    return jpeg(width, height, memory -> memory.fill((byte) luma));
  }

  /// @param draw fills the luma
  static byte[] jpeg(int width, int height, Consumer<MemorySegment> draw) throws IOException {
    var format = new PictureFormat(width, height, 30, Colour.SYCC);
    var bytes = new byte[1][];
    try (var encoder = Jpeg.open(format, new EncodeSettings(1_000_000, 30, Duration.ofSeconds(1)));
        var pool = new PicturePool(format, 1)) {
      var picture = pool.take();
      picture.memory().fill((byte) 90);
      draw.accept(picture.memory().asSlice(0, (long) width * height));
      encoder.encode(picture, false, (data, _) -> bytes[0] = data.toArray(JAVA_BYTE));
      picture.release();
    }
    return bytes[0];
  }

  @Test
  void brokenImagesAreSkipped() throws Exception {
    webcam.offers("MJPG", FakeWebcam.mode(64, 48, 30));
    var good = jpeg(64, 48, 200);
    webcam.image(new byte[0]);
    webcam.image(new byte[good.length]);
    webcam.image(Arrays.copyOf(good, good.length / 2));
    webcam.image(jpeg(80, 48, 10));
    webcam.images.add(new FakeWebcam.Image(jpeg(64, 48, 20), 0x2040, -1));
    webcam.image(good);
    try (var source = open(Format.MJPEG, 64, 48)) {
      source.read(picture);
      assertEquals(200, sample(0, 64, 20, 20), 2);
      assertTrue(webcam.images.isEmpty());
    }
  }

  @Test
  void whatTheKernelHadNoBufferForIsCounted() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    try (var source = open(Format.AUTO, 32, 16)) {
      for (int lost : new int[] {5, 0, 2, 0, 1}) {
        webcam.lost = lost;
        webcam.image(new byte[32 * 16 * 2]);
        source.read(picture);
      }
      assertEquals(3, source.missed()); // those before the first are nobody's loss
    }
  }

  @Test
  void aHundredBrokenImagesInARowAreAFailure() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    try (var source = open(Format.AUTO, 32, 16)) {
      for (int i = 0; i < 99; i++) {
        webcam.image(new byte[32 * 16 * 2 - 1]);
      }
      webcam.image(new byte[32 * 16 * 2]);
      source.read(picture);
      for (int i = 0; i < 100; i++) {
        webcam.image(new byte[10]);
      }
      var e = assertThrows(IOException.class, () -> source.read(picture));
      assertEquals("/dev/video0 gave 100 broken pictures in a row", e.getMessage());
    }
  }

  @Test
  void stampsWithTheKernelsTimeWhereItMakesSense() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    clock.pass(Duration.ofSeconds(100));
    try (var source = open(Format.AUTO, 32, 16)) {
      stamped(source, FakeWebcam.MONOTONIC, 99_960_000, 99_960_000);
      stamped(source, FakeWebcam.MONOTONIC, 98_000_000, 98_000_000);
      stamped(source, FakeWebcam.MONOTONIC, 97_999_999, 100_000_000); // too old
      stamped(source, FakeWebcam.MONOTONIC, 100_000_001, 100_000_000); // not yet
      stamped(source, 0, 99_960_000, 100_000_000); // on whatever clock
      stamped(source, 0x4000, 99_960_000, 100_000_000);
    }
  }

  private void stamped(V4l2Source source, int flags, long micros, long expected) throws Exception {
    webcam.images.add(new FakeWebcam.Image(new byte[1024], flags, micros));
    source.read(picture);
    assertEquals(expected * 1000, picture.ticks());
    assertEquals(1_000_000_000_000_000L + expected, picture.captured());
  }

  @Test
  void aCameraThatGivesNothingIsAFailure() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    try (var source = open(Format.AUTO, 32, 16)) {
      var e = assertThrows(IOException.class, () -> source.read(picture));
      assertEquals("/dev/video0 gave no picture for 10 s", e.getMessage());
      assertEquals(10_000_000_000L, clock.ticks());
    }
    try (var source = new V4l2Source(options(), webcam, clock)) {
      clock.pass(Duration.ofSeconds(9));
      webcam.image(new byte[1024]);
      source.read(picture);
      long start = clock.ticks();
      var e = assertThrows(IOException.class, () -> source.read(picture));
      assertEquals("/dev/video0 gave no picture for 3 s", e.getMessage());
      assertEquals(3_000_000_000L, clock.ticks() - start);
    }
  }

  private static V4l2Options options() {
    return new V4l2Options(DEVICE, Format.AUTO, 32, 16, 30, Map.of());
  }

  @Test
  void aCameraThatIsUnpluggedIsGone() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    try (var source = open(options())) {
      webcam.image(new byte[1024]);
      source.read(picture);
      webcam.shared.gone = true;
      var e = assertThrows(IOException.class, () -> source.read(picture));
      assertEquals("/dev/video0: the device is gone", e.getMessage());
    }
    assertThrows(IOException.class, () -> new V4l2Source(options(), webcam, clock));
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    try (var source = open(options())) {
      webcam.onWait = _ -> Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> source.read(picture));
      assertEquals(250_000_000L, clock.ticks());
    }
  }

  @Test
  void refusesASizeThatIsNotThereAndSaysWhatIs() {
    webcam
        .offers("YUYV", FakeWebcam.mode(640, 480, 30), FakeWebcam.mode(320, 240, 30))
        .offers("MJPG", FakeWebcam.mode(1280, 720, 30));
    var e = assertThrows(IOException.class, () -> open(Format.AUTO, 1920, 1080));
    assertEquals(
        "/dev/video0 gives no 1920x1080; it offers YUYV 640x480, 320x240; MJPG 1280x720",
        e.getMessage());
    e = assertThrows(IOException.class, () -> open(Format.YUYV, 1280, 720));
    assertTrue(e.getMessage().startsWith("/dev/video0 gives no 1280x720 in YUYV; it offers"));
    assertThrows(IllegalArgumentException.class, () -> open(Format.H264, 640, 480));
    webcam.formats.clear();
    webcam.offers("GREY", FakeWebcam.mode(640, 480, 30)).offers("RGB3");
    e = assertThrows(IOException.class, () -> open(Format.AUTO, 640, 480));
    assertEquals("/dev/video0 gives no 640x480; it offers only GREY, RGB3", e.getMessage());
  }

  @Test
  void asksForTheNearestRateAndBelievesTheDevice() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(640, 480, 30, 20, 10));
    var options = new V4l2Options(DEVICE, Format.AUTO, 640, 480, 14, Map.of());
    try (var source = open(options)) {
      assertEquals(new PictureFormat(640, 480, 10, Colour.SYCC), source.format());
      assertTrue(webcam.last.calls.contains("S_PARM 1/10"));
    }
  }

  @Test
  void aCameraThatKnowsNoRatesComesAsItComes() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(640, 480));
    webcam.knowsRates = false;
    try (var source = open(Format.AUTO, 640, 480)) {
      assertEquals(30, source.format().fps());
    }
  }

  @Test
  void setsControlsBeforeItStarts() throws Exception {
    webcam.offers("YUYV", FakeWebcam.mode(32, 16, 30));
    webcam.shared.with(FakeControl.number(0x980900, "Brightness", 0, 255, 128));
    var options = new V4l2Options(DEVICE, Format.AUTO, 32, 16, 30, Map.of("brightness", 200));
    try (var _ = open(options)) {
      assertEquals(200, webcam.shared.control("Brightness").value);
      assertEquals(
          List.of("S_FMT 1", "S_PARM 1/30", "S_CTRL Brightness 200", "REQBUFS 1 4", "STREAMON 1"),
          webcam.last.calls);
    }
    var wrong = new V4l2Options(DEVICE, Format.AUTO, 32, 16, 30, Map.of("zoom", 1));
    var e = assertThrows(IOException.class, () -> new V4l2Source(wrong, webcam, clock));
    assertEquals("/dev/video0 has no control zoom; it has brightness", e.getMessage());
  }

  @Test
  void theDeviceIsClosedWhileTheCameraIsOff() throws Exception {
    webcam.offers("NV12", FakeWebcam.mode(32, 16, 30));
    webcam.onWait = _ -> webcam.image(new byte[768]);
    try (var switches = new Switches(null, clock, ZoneOffset.UTC)) {
      var power = switches.of("front", WeekTimes.NONE);
      var sink = new Forgetful();
      try (var camera =
          new Camera(
              "front",
              () -> new V4l2Source(options(), webcam, clock),
              FilterConfig.NONE,
              clock,
              sink,
              power)) {
        camera.start();
        for (int i = 0; i < 3; i++) {
          assertTrue(sink.seen.tryAcquire(20, TimeUnit.SECONDS));
          assertEquals(1, webcam.shared.open.get());
          power.set(false, "ana");
          long end = System.nanoTime() + 1_000_000_000;
          while (webcam.shared.open.get() > 0) {
            assertTrue(System.nanoTime() < end, "still open a second later");
            Thread.sleep(1);
          }
          sink.seen.drainPermits();
          power.set(true, "ana");
        }
      }
    }
  }

  /// Counts pictures.
  private static final class Forgetful implements Sink {
    final Semaphore seen = new Semaphore(0);

    @Override
    public void picture(Picture picture) {
      seen.release();
    }

    @Override
    public void coded(CodedPicture picture) {
      throw new AssertionError();
    }

    @Override
    public void interrupt() {}
  }

  @Test
  void buffersGoRoundForAsLongAsItRuns() throws Exception {
    webcam.offers("NV12", FakeWebcam.mode(32, 16, 30));
    webcam.multiplanar = true;
    try (var source = open(options())) {
      for (int i = 0; i < 50; i++) {
        var image = new byte[768];
        image[0] = (byte) (16 + i);
        webcam.image(image);
        source.read(picture);
        assertEquals(luma(16 + i, false), sample(0, 32, 0, 0), 1);
      }
    }
  }
}
