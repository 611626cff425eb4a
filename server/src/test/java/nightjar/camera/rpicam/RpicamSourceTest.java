package nightjar.camera.rpicam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RpicamOptions.Coding;
import nightjar.camera.RpicamOptions.Sensor;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpicamSourceTest {
  private static final RpicamOptions OPTIONS =
      new RpicamOptions(
          0,
          320,
          240,
          50,
          new Sensor(
              180,
              RpicamOptions.Exposure.SPORT,
              RpicamOptions.WhiteBalance.DAYLIGHT,
              RpicamOptions.NoiseReduction.CDN_OFF,
              RpicamOptions.Hdr.SINGLE_EXP,
              RpicamOptions.Autofocus.CONTINUOUS,
              Optional.of(new RpicamOptions.Mode(1640, 1232, 10))),
          Optional.empty());

  @TempDir Path dir;

  @Test
  void theCommandLineHoldsNoTextOfAUsers() {
    assertEquals(
        "rpicam-vid --flush --nopreview --timeout 0 --verbose 0 --output - --save-pts /proc/1/fd/9"
            + " --camera 0 --width 320 --height 240 --framerate 50.0 --rotation 180"
            + " --exposure sport --awb daylight --denoise cdn_off --hdr single-exp"
            + " --autofocus-mode continuous --mode 1640:1232:10:P --buffer-count 4 --codec yuv420",
        command(OPTIONS));
    var coded =
        new RpicamOptions(
            1,
            1920,
            1080,
            30,
            Sensor.DEFAULT,
            Optional.of(new Coding(4_000_000, Duration.ofSeconds(2))));
    assertEquals(
        "rpicam-vid --flush --nopreview --timeout 0 --verbose 0 --output - --save-pts /proc/1/fd/9"
            + " --camera 1 --width 1920 --height 1080 --framerate 30.0 --rotation 0"
            + " --exposure normal --awb auto --denoise auto --no-raw --buffer-count 4 --codec h264"
            + " --profile high --level 4 --inline --bitrate 4000000 --intra 60",
        command(coded));
  }

  private static String command(RpicamOptions options) {
    return String.join(
        " ", RpicamCommand.of(Path.of("rpicam-vid"), options, Path.of("/proc/1/fd/9")));
  }

  @Test
  void picturesComeWholeAndInOrder() throws Exception {
    try (var source = open("nothing", Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      long before = 0;
      for (int i = 0; i < 25; i++) {
        var picture = pool.take();
        assertNotNull(picture);
        source.read(picture);
        assertEquals(-1, filledWith(i).mismatch(picture.memory()), "picture " + i);
        assertEquals(0, picture.buffer().position());
        assertTrue(picture.ticks() > before);
        before = picture.ticks();
        picture.release();
      }
    }
  }

  /// A picture is 1.4 MB: what reading one leaves to collect is to be a few objects at most.
  @Test
  void readingAllocatesNextToNothing() throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var source = open("nothing", Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      read(source, pool, 20); // whatever is made once is made
      long before = threads.getCurrentThreadAllocatedBytes();
      read(source, pool, 50);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / 50;
      assertTrue(each == 0, each + " bytes a picture");
    }
  }

  /// Frames of 20 ms that come up to 15 ms late.
  @Test
  void timesAreTheChildsOwn() throws Exception {
    try (var source = open("late", Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      read(source, pool, 20);
      long before = readOne(source, pool);
      for (int i = 0; i < 20; i++) {
        long ticks = readOne(source, pool);
        assertEquals(20, (ticks - before) / 1e6, 5);
        before = ticks;
      }
    }
  }

  @Test
  void picturesTheChildLostAreCounted() throws Exception {
    try (var source = open("drops", Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      read(source, pool, 10);
      assertEquals(0, source.missed());
      read(source, pool, 10);
      assertEquals(2, source.missed());
    }
  }

  @Test
  void withoutTimeStampsArrivalCounts() throws Exception {
    try (var source = open("stampless", Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      long before = readOne(source, pool);
      for (int i = 0; i < 10; i++) {
        long ticks = readOne(source, pool);
        assertTrue(ticks > before);
        before = ticks;
      }
      assertEquals(0, source.missed());
    }
  }

  @Test
  void aChildThatEndsSaysWhy() throws Exception {
    assertEquals("rpicam-vid ended: ERROR: *** no cameras available ***", failure("no-camera", 0));
    assertEquals("rpicam-vid ended: ERROR: *** Device timeout detected ***", failure("dies", 3));
    assertEquals("rpicam-vid ended: terminated", failure("dies-within-a-picture", 3));
  }

  @Test
  void aChildThatHangsIsEnded() throws Exception {
    var clock = new FakeClock();
    try (var source = open("hangs", clock);
        var pool = new PicturePool(source.format(), 1)) {
      read(source, pool, 3);
      clock.pass(Duration.ofSeconds(4));
      var e = assertThrows(IOException.class, () -> read(source, pool, 1));
      assertEquals("rpicam-vid gave no picture for 3 s", e.getMessage());
    }
  }

  @Test
  void closingEndsTheChild() throws Exception {
    long before = children();
    var source = open("nothing", Clock.SYSTEM);
    assertEquals(before + 1, children());
    source.close();
    assertEquals(before, children());
  }

  @Test
  void aReaderCanBeInterrupted() throws Exception {
    var ended = new AtomicReference<Exception>();
    try (var source = open("hangs", Clock.SYSTEM);
        var pool = new PicturePool(source.format(), 1)) {
      read(source, pool, 3);
      var reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      read(source, pool, 1);
                    } catch (Exception e) {
                      ended.set(e);
                    }
                  });
      reader.interrupt();
      assertTrue(reader.join(Duration.ofSeconds(10)));
      assertEquals(InterruptedException.class, ended.get().getClass());
    }
  }

  @Test
  void whereThereIsNoneItSaysWhatToInstall() {
    var e =
        assertThrows(
            IOException.class, () -> new RpicamSource(OPTIONS, dir.toString(), Clock.SYSTEM));
    assertEquals(
        "no rpicam-vid here; on Raspberry Pi OS: sudo apt-get install rpicam-apps-lite",
        e.getMessage());
  }

  @Test
  void theOldNameWillDo() throws Exception {
    install("libcamera-vid", "nothing");
    assertEquals(dir.resolve("libcamera-vid"), RpicamCommand.find(":/nowhere:" + dir));
  }

  private String failure(String mode, int pictures) throws Exception {
    var e =
        assertThrows(
            IOException.class,
            () -> {
              try (var source = open(mode, Clock.SYSTEM);
                  var pool = new PicturePool(source.format(), 1)) {
                read(source, pool, pictures + 1);
              }
            });
    return String.valueOf(e.getMessage());
  }

  private static long readOne(RpicamSource source, PicturePool pool)
      throws IOException, InterruptedException {
    var picture = pool.take();
    try {
      source.read(picture);
      return picture.ticks();
    } finally {
      picture.release();
    }
  }

  private static void read(RpicamSource source, PicturePool pool, int pictures)
      throws IOException, InterruptedException {
    for (int i = 0; i < pictures; i++) {
      var picture = pool.take();
      try {
        source.read(picture);
      } finally {
        picture.release();
      }
    }
  }

  private RpicamSource open(String mode, Clock clock) throws IOException {
    install("rpicam-vid", mode);
    return new RpicamSource(OPTIONS, dir.toString(), clock);
  }

  private void install(String name, String mode) throws IOException {
    FakeRpicam.install(dir.resolve(name), mode, Path.of("none"));
  }

  private static MemorySegment filledWith(int number) {
    return MemorySegment.ofArray(new byte[320 * 240 * 3 / 2]).fill((byte) number);
  }

  private static long children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }
}
