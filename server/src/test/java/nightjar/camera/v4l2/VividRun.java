package nightjar.camera.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightjar.base.Clock;
import nightjar.camera.V4l2Options;
import nightjar.camera.V4l2Options.Format;
import nightjar.encode.v4l2.MacroblockBudget;
import nightjar.encode.v4l2.V4l2Encoders;
import nightjar.media.Picture;
import nightjar.media.PicturePool;
import nightjar.v4l2.BufferQueue;
import nightjar.v4l2.BufferType;
import nightjar.v4l2.Capability;
import nightjar.v4l2.Controls;
import nightjar.v4l2.Device;
import nightjar.v4l2.Devices;
import nightjar.v4l2.ImageFormat;
import nightjar.v4l2.Rate;
import nightjar.v4l2.VideoNode;
import nightjar.v4l2.Videodev2;

/// Against the kernel's own pretended cameras and screens: `deploy/vivid/run` starts it where they
/// are. Expects one of each in both interfaces.
final class VividRun {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private int passed;
  private int failed;

  private interface Check {
    /// @return what was seen, for people
    String run() throws Exception;
  }

  private VividRun() {}

  public static void main(String[] arguments) throws Exception {
    System.exit(new VividRun().all() ? 0 : 1);
  }

  private void check(String what, Check check) {
    try {
      System.out.printf("ok      %s: %s%n", what, check.run());
      passed++;
    } catch (Exception | AssertionError e) {
      System.out.printf("FAILED  %s: %s%n", what, e);
      failed++;
    }
  }

  private static void expect(boolean so, String what) {
    if (!so) {
      throw new AssertionError(what);
    }
  }

  private boolean all() throws Exception {
    var found = Devices.list(Devices.DEV, Device.KERNEL);
    check("what there is", () -> list(found));
    var cameras = withQueue(found, BufferType.CAPTURE, BufferType.CAPTURE_MULTI);
    var screens = withQueue(found, BufferType.OUTPUT, BufferType.OUTPUT_MULTI);
    check("a camera and a screen in both interfaces", () -> cameras + " " + screens);
    check("no encoder among them", VividRun::noEncoder);
    for (var camera : cameras.entrySet()) {
      var path = camera.getValue();
      var name = camera.getKey() + " ";
      check(name + "YUYV and NV12 show the same", () -> sameInBothFormats(path));
      check(name + "15 pictures a second", () -> rate(path, 15));
      check(name + "30 pictures a second", () -> rate(path, 30));
      check(name + "a control while it streams", () -> brightness(path));
      check(name + "controls at opening", () -> controlsAtOpening(path));
      check(name + "a control that is not there", () -> unknownControl(path));
      check(name + "a size that is not there", () -> refused(options(path, Format.AUTO, 642, 362)));
      check(name + "a damaged picture is known", () -> damaged(path));
      check(name + "opened and closed again and again", () -> again(path));
    }
    for (var screen : screens.entrySet()) {
      check(screen.getKey() + " takes pictures", () -> show(screen.getValue(), screen.getKey()));
    }
    for (var camera : cameras.entrySet()) {
      check(camera.getKey() + " unplugged", () -> unplugged(camera.getValue()));
    }
    System.out.printf("%d passed, %d failed%n", passed, failed);
    return failed == 0;
  }

  private static String list(List<Devices.Found> found) {
    for (var device : found) {
      System.out.println("        " + device.path() + " " + words(device));
    }
    expect(found.size() == 4, "four devices");
    return found.size() + " devices";
  }

  private static String words(Devices.Found device) {
    return switch (device) {
      case Devices.Unusable(_, _, var reason) -> throw new AssertionError(reason);
      case Devices.Usable u ->
          "%s %s %s %s, %d formats, %d controls"
              .formatted(
                  u.use(),
                  u.capability().driver(),
                  u.capability().card(),
                  u.capability().bus(),
                  u.formats().size(),
                  u.controls().size());
    };
  }

  private static String noEncoder() {
    var budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);
    var found = V4l2Encoders.find(Devices.DEV, Device.KERNEL, budget, Clock.SYSTEM);
    expect(found.isEmpty(), "none");
    return "none";
  }

  private static Map<BufferType, Path> withQueue(
      List<Devices.Found> found, BufferType one, BufferType other) {
    var all = new LinkedHashMap<BufferType, Path>();
    for (var device : found) {
      if (device instanceof Devices.Usable usable) {
        var capability = usable.capability();
        for (var type : List.of(one, other)) {
          if (isQueueOf(capability, type)) {
            all.put(type, device.path());
          }
        }
      }
    }
    if (all.size() != 2) {
      throw new IllegalStateException("not both interfaces: " + all);
    }
    return all;
  }

  private static boolean isQueueOf(Capability capability, BufferType type) {
    return capability.capture().filter(type::equals).isPresent()
        || capability.output().filter(type::equals).isPresent();
  }

  private static V4l2Options options(Path path, Format format, int width, int height) {
    return new V4l2Options(path, format, width, height, 30, Map.of());
  }

  /// A source with the one picture that it is read into.
  private static final class Open implements AutoCloseable {
    final V4l2Source source;
    final PicturePool pool;
    final Picture picture;

    Open(V4l2Options options) throws IOException {
      source = new V4l2Source(options, Device.KERNEL, Clock.SYSTEM);
      pool = new PicturePool(source.format(), 1);
      picture = pool.take();
    }

    void read(int pictures) throws Exception {
      for (int i = 0; i < pictures; i++) {
        source.read(picture);
      }
    }

    int sample(long plane, int width, int x, int y) {
      return picture.memory().get(JAVA_BYTE, plane + (long) y * width + x) & 255;
    }

    /// Luma, blue and red of each of the eight bars, below the text that the driver draws.
    int[][] bars() {
      var bars = new int[8][];
      for (int i = 0; i < 8; i++) {
        int x = WIDTH * (2 * i + 1) / 16 & ~1;
        int y = HEIGHT * 9 / 10 & ~1;
        bars[i] =
            new int[] {
              sample(0, WIDTH, x, y),
              sample(picture.chromaBlueOffset(), WIDTH / 2, x / 2, y / 2),
              sample(picture.chromaRedOffset(), WIDTH / 2, x / 2, y / 2)
            };
      }
      return bars;
    }

    double meanLuma() {
      long sum = 0;
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        sum += picture.memory().get(JAVA_BYTE, i) & 255;
      }
      return (double) sum / (WIDTH * HEIGHT);
    }

    @Override
    public void close() {
      picture.release();
      pool.close();
      source.close();
    }
  }

  private static String sameInBothFormats(Path path) throws Exception {
    var bars = bars(path, Format.YUYV);
    var others = bars(path, Format.NV12);
    for (int i = 0; i < 8; i++) {
      for (int c = 0; c < 3; c++) {
        expect(
            Math.abs(bars[i][c] - others[i][c]) <= 3,
            Arrays.deepToString(bars) + " " + Arrays.deepToString(others));
      }
    }
    // 75 % colour bars: white, yellow, cyan, green, magenta, red, blue, black.
    for (int i = 1; i < 8; i++) {
      expect(
          bars[i][0] < bars[i - 1][0], "each darker than the last: " + Arrays.deepToString(bars));
    }
    expect(Math.abs(bars[0][0] - 191) <= 4 && bars[7][0] <= 3, "white and black in full range");
    expect(
        Math.abs(bars[0][1] - 128) <= 2 && Math.abs(bars[7][2] - 128) <= 2, "white has no colour");
    expect(bars[6][1] > 180 && bars[5][2] > 180 && bars[1][1] < 80, "blue, red and yellow");
    return Arrays.deepToString(bars);
  }

  private static int[][] bars(Path path, Format format) throws Exception {
    try (var open = new Open(options(path, format, WIDTH, HEIGHT))) {
      open.read(3);
      return open.bars();
    }
  }

  private static String rate(Path path, double fps) throws Exception {
    var options = new V4l2Options(path, Format.AUTO, WIDTH, HEIGHT, fps, Map.of());
    try (var open = new Open(options)) {
      expect(Math.abs(open.source.format().fps() - fps) < 0.1, "the rate asked for");
      open.read(5);
      var intervals = new long[31];
      long worst = 0;
      for (int i = 0; i < intervals.length; i++) {
        long before = open.picture.ticks();
        open.read(1);
        intervals[i] = open.picture.ticks() - before;
        worst = Math.max(worst, System.nanoTime() - open.picture.ticks());
      }
      Arrays.sort(intervals); // a busy emulator loses pictures, which makes some twice as long
      double seen = 1e9 / intervals[intervals.length / 2];
      expect(Math.abs(seen - fps) < fps / 10, seen + " a second");
      expect(worst < 1_000_000_000L, "stamped when taken");
      long wall = Clock.SYSTEM.wallMicros() - open.picture.captured();
      expect(wall >= 0 && wall < 1_000_000, wall + " µs old by the wall clock");
      return "%.2f a second, at most %d ms old when read".formatted(seen, worst / 1_000_000);
    }
  }

  private static String brightness(Path path) throws Exception {
    try (var open = new Open(options(path, Format.YUYV, WIDTH, HEIGHT));
        var other = new VideoNode(Device.KERNEL.open(path))) {
      Controls.set(other, Map.of("brightness", 128));
      open.read(6);
      double before = open.meanLuma();
      Controls.set(other, Map.of("brightness", 200));
      open.read(6);
      double after = open.meanLuma();
      Controls.set(other, Map.of("brightness", 128));
      expect(after > before + 30, before + " to " + after);
      return "mean luma from %.0f to %.0f".formatted(before, after);
    }
  }

  private static String controlsAtOpening(Path path) throws Exception {
    var bright = new V4l2Options(path, Format.NV12, WIDTH, HEIGHT, 30, Map.of("brightness", 250));
    try (var open = new Open(bright)) {
      open.read(2);
      double luma = open.meanLuma();
      try (var other = new VideoNode(Device.KERNEL.open(path))) {
        Controls.set(other, Map.of("brightness", 128));
      }
      expect(luma > 170, "bright: " + luma);
      return "mean luma %.0f".formatted(luma);
    }
  }

  private static String unknownControl(Path path) {
    return refused(new V4l2Options(path, Format.AUTO, WIDTH, HEIGHT, 30, Map.of("brigthness", 1)));
  }

  private static String refused(V4l2Options options) {
    try (var _ = new V4l2Source(options, Device.KERNEL, Clock.SYSTEM)) {
      throw new AssertionError("not refused");
    } catch (IOException e) {
      var message = String.valueOf(e.getMessage());
      return message.length() > 160 ? message.substring(0, 160) + "..." : message;
    }
  }

  private static String damaged(Path path) throws Exception {
    var options = options(path, Format.YUYV, WIDTH, HEIGHT);
    try (var capture = new Capture(options, Device.KERNEL, Clock.SYSTEM);
        var other = new VideoNode(Device.KERNEL.open(path))) {
      Controls.set(other, Map.of("inject_v4l2_buf_flag_error", 0));
      int damaged = 0;
      for (int i = 0; i < 12; i++) {
        int index = capture.next();
        damaged += capture.damaged() ? 1 : 0;
        capture.giveBack(index);
      }
      expect(damaged == 1, damaged + " of 12");
      return "one of 12";
    }
  }

  private static String again(Path path) throws Exception {
    long before = openFiles();
    for (int i = 0; i < 10; i++) {
      try (var open = new Open(options(path, Format.AUTO, WIDTH, HEIGHT))) {
        open.read(1);
      }
    }
    expect(openFiles() == before, "nothing stays open");
    return "10 times";
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static String show(Path path, BufferType type) throws Exception {
    try (var node = new VideoNode(Device.KERNEL.open(path))) {
      var format = node.setFormat(type, ImageFormat.of(Videodev2.V4L2_PIX_FMT_YUYV, 1280, 720));
      node.setRate(type, new Rate(30, 1));
      int shown = 0;
      try (var queue = new BufferQueue(node, type, 3)) {
        long start = System.nanoTime();
        for (int i = 0; i < queue.count(); i++) {
          queue.memory(i).fill((byte) (80 * i));
          queue.enqueue(i, format.bytes(), 1 + i);
        }
        queue.start();
        while (shown < 20) {
          expect(node.awaitOutput(2000) != 0, "a picture is shown within two seconds");
          int index = queue.dequeue();
          if (index >= 0) {
            shown++;
            queue.enqueue(index, format.bytes(), shown + 1000);
          }
        }
        return "%d of %dx%d in %d ms"
            .formatted(
                shown, format.width(), format.height(), (System.nanoTime() - start) / 1_000_000);
      }
    }
  }

  private static String unplugged(Path path) throws Exception {
    try (var open = new Open(options(path, Format.AUTO, WIDTH, HEIGHT));
        var other = new VideoNode(Device.KERNEL.open(path))) {
      open.read(3);
      Controls.set(other, Map.of("disconnect", 0));
      try {
        open.read(10);
        throw new AssertionError("still there");
      } catch (IOException e) {
        expect(String.valueOf(e.getMessage()).endsWith("the device is gone"), e.toString());
        return e.getMessage();
      }
    }
  }
}
