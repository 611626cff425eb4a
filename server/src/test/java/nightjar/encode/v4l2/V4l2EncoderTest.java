package nightjar.encode.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V4l2EncoderTest {
  private static final PictureFormat FORMAT = new PictureFormat(208, 120, 60, Colour.SYCC);
  private static final EncodeSettings SETTINGS =
      new EncodeSettings(300_000, 10, Duration.ofSeconds(1));
  private static final Duration INTERVAL = Duration.ofMillis(100);

  @TempDir Path dev;
  private final FakeClock clock = new FakeClock();
  private final FakeCodec codec = new FakeCodec(clock);
  private final MacroblockBudget budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);
  private final PicturePool pool = new PicturePool(FORMAT, 1);
  private final List<byte[]> units = new ArrayList<>();
  private final StringBuilder kinds = new StringBuilder();

  @BeforeEach
  void makeDevice() throws Exception {
    Files.createFile(dev.resolve("video11"));
  }

  @AfterEach
  void nothingStaysOpen() {
    assertEquals(0, codec.shared.open.get());
    assertEquals(0, budget.inUse());
    pool.close();
  }

  private V4l2Encoders found() {
    return V4l2Encoders.find(dev, codec, budget, clock).orElseThrow();
  }

  private Encoder open() throws IOException {
    return found().open(FORMAT, SETTINGS);
  }

  private void encode(Encoder encoder, int pictures) throws IOException {
    for (int i = 0; i < pictures; i++) {
      encode(encoder, false);
    }
  }

  private void encode(Encoder encoder, boolean idr) throws IOException {
    clock.pass(INTERVAL);
    var picture = pool.take();
    try {
      draw(picture, units.size());
      picture.stamp(clock.ticks(), 0);
      encoder.encode(
          picture,
          idr,
          (data, isIdr) -> {
            units.add(data.toArray(JAVA_BYTE));
            kinds.append(isIdr ? 'I' : 'p');
          });
    } finally {
      picture.release();
    }
  }

  /// A slanted pattern that moves and that no plane shares, so that a slip of a row shows.
  private static void draw(Picture picture, int n) {
    var memory = picture.memory();
    int width = picture.format().width();
    for (int i = 0; i < picture.format().bytes(); i++) {
      int shift = i < picture.chromaBlueOffset() ? 0 : i < picture.chromaRedOffset() ? 40 : 90;
      memory.set(JAVA_BYTE, i, (byte) ((i % width / 2 + i / width * 3 + n * 9 + shift) & 0x7f));
    }
  }

  /// The same pictures through the same software, without any device between.
  private List<byte[]> expected(int pictures) throws IOException {
    var all = new ArrayList<byte[]>();
    try (var direct = OpenH264.open(FORMAT, SETTINGS)) {
      for (int i = 0; i < pictures; i++) {
        var picture = pool.take();
        draw(picture, i);
        picture.stamp(INTERVAL.multipliedBy(i).toNanos() + 1000, 0);
        direct.encode(picture, false, (data, _) -> all.add(data.toArray(JAVA_BYTE)));
        picture.release();
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, false",
    "1, 1, 64, false",
    "1, 16, 1, false",
    "16, 16, 256, false",
    "1, 16, 64, true"
  })
  void codesWhatItIsGivenHoweverItsRowsArePadded(
      int width, int height, int stride, boolean separateHeaders) throws Exception {
    codec.alignWidth = width;
    codec.alignHeight = height;
    codec.alignStride = stride;
    codec.separateHeaders = separateHeaders;
    try (var encoder = open()) {
      encode(encoder, 25);
    }
    assertEquals("IpppppppppIpppppppppIpppp", kinds.toString());
    var direct = expected(25);
    for (int i = 0; i < 25; i++) {
      assertArrayEquals(direct.get(i), units.get(i), "picture " + i);
    }
    var pictures = Ffmpeg.decodeAnnexB(units);
    assertEquals(25, pictures.size());
    assertEquals(208, pictures.getFirst().width());
    assertEquals(120, pictures.getFirst().height());
    for (int i = 0; i < 25; i++) {
      assertEquals(i * 100_000L + 1, codec.times.get(i), "µs from the first");
    }
  }

  @Test
  void settingsComeInTheOrderThatTheDriverKnows() throws Exception {
    open().close();
    assertEquals(
        """
        S_CTRL Bitrate 300000
        S_CTRL Video Bitrate Mode 0
        S_CTRL H264 Profile 4
        S_CTRL H264 Level 11
        S_CTRL GOP size 10
        S_CTRL Repeat Sequence Header 1
        S_FMT 10
        S_FMT 9
        S_PARM 10.0
        REQBUFS 10 3
        REQBUFS 9 4
        STREAMON 10
        STREAMON 9
        STREAMOFF 9
        REQBUFS 9 0
        STREAMOFF 10
        REQBUFS 10 0
        """
            .strip(),
        String.join("\n", codec.handles.getLast().calls));
  }

  @Test
  void anIdrComesWhenForced() throws Exception {
    try (var encoder = open()) {
      encode(encoder, 4);
      encode(encoder, true);
      encode(encoder, 2);
    }
    assertEquals("IpppIpp", kinds.toString());
    assertEquals(7, Ffmpeg.decodeAnnexB(units).size());
    assertEquals(3, Ffmpeg.decodeAnnexB(units.subList(4, 7)).size());
  }

  @Test
  void settingsChangeWithoutOpeningItAgain() throws Exception {
    try (var encoder = open()) {
      encode(encoder, 20);
      assertTrue(encoder.adjust(new EncodeSettings(60_000, 10, Duration.ofMillis(500))));
      encode(encoder, 40);
    }
    int before = units.subList(10, 20).stream().mapToInt(u -> u.length).sum();
    int after = units.subList(50, 60).stream().mapToInt(u -> u.length).sum();
    assertTrue(after < before * 2 / 3, "%d bytes, then %d".formatted(before, after));
    assertEquals("IpppppppppIppppppppp" + "Ipppp".repeat(8), kinds.toString());
    assertEquals(60, Ffmpeg.decodeAnnexB(units).size());
    assertEquals(2, codec.handles.size()); // one of them only looked
    assertEquals(
        List.of("S_CTRL Bitrate 60000", "S_CTRL GOP size 5"),
        codec.handles.getLast().calls.subList(13, 15));
  }

  @Test
  void aHigherRateNeedsRoom() throws Exception {
    try (var encoder = open();
        var _ = budget.take(1280, 720, 60)) {
      assertEquals(216_000 + 13 * 8 * 10, budget.inUse());
      assertTrue(encoder.adjust(new EncodeSettings(300_000, 20, Duration.ofSeconds(1))));
      assertEquals(216_000 + 13 * 8 * 20, budget.inUse());
      assertTrue(codec.handles.getLast().calls.contains("S_PARM 20.0"));
      try (var _ = budget.take(512, 512, 26)) {
        assertFalse(encoder.adjust(new EncodeSettings(300_000, 60, Duration.ofSeconds(1))));
      }
      encode(encoder, 2);
    }
  }

  @Test
  void twoAtOnceButNoneBeyondWhatItCanDo() throws Exception {
    var large = new PictureFormat(1280, 720, 30, Colour.SYCC);
    var settings = new EncodeSettings(2_000_000, 30, Duration.ofSeconds(1));
    try (var one = found().open(FORMAT, SETTINGS);
        var _ = found().open(large, settings);
        var _ = found().open(large, settings)) {
      assertEquals(3, codec.shared.open.get());
      encode(one, 2);
      var e =
          assertThrows(
              IOException.class,
              () -> found().open(new PictureFormat(640, 640, 30, Colour.SYCC), settings));
      assertEquals(
          "640x640 at 30 is 40 x 40 macroblocks x 30 = 48000 a second; with 217040 in use that is"
              + " 265040, and the encoder does 245760",
          e.getMessage());
    }
  }

  @Test
  void anEncoderThatHangsIsAFailureWithinTwoSeconds() throws Exception {
    try (var encoder = open()) {
      encode(encoder, 5);
      codec.hangs = true;
      long start = clock.ticks();
      assertEquals(dev + "/video11 coded no picture for 2 s", failure(encoder));
      assertEquals(Duration.ofMillis(2100), Duration.ofNanos(clock.ticks() - start));
    }
  }

  @Test
  void failuresOfTheDeviceSayWhatFailed() throws Exception {
    codec.failQueueing = 3;
    codec.failWith = -22;
    try (var encoder = open()) {
      encode(encoder, 2);
      assertEquals(
          "cannot queue a picture on " + dev + "/video11: invalid argument (errno 22)",
          failure(encoder));
    }
    codec.failQueueing = 1;
    codec.failWith = -5;
    try (var encoder = open()) {
      assertEquals(
          "cannot queue a picture on " + dev + "/video11: input/output error (errno 5)",
          failure(encoder));
    }
    codec.flags = 0x40;
    try (var encoder = open()) {
      assertEquals(dev + "/video11 says that it coded badly", failure(encoder));
    }
    codec.flags = 0;
    codec.wrongTime = 7;
    try (var encoder = open()) {
      assertEquals(dev + "/video11 gave the picture of 8 µs for that of 1 µs", failure(encoder));
    }
    codec.wrongTime = 0;
    codec.dies = true;
    try (var encoder = open()) {
      assertEquals(dev + "/video11 is broken", failure(encoder));
    }
    codec.dies = false;
    codec.shared.gone = true;
    assertTrue(V4l2Encoders.find(dev, codec, budget, clock).isEmpty());
  }

  private String failure(Encoder encoder) {
    return assertThrows(IOException.class, () -> encode(encoder, 1)).getMessage();
  }

  @Test
  void aPictureLeftOutIsNoFailure() throws Exception {
    try (var encoder = open()) {
      encode(encoder, 3);
      codec.loses = true;
      encode(encoder, 5);
      codec.loses = false;
      encode(encoder, 1);
    }
    assertEquals("Ippp", kinds.toString());
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (var encoder = open()) {
      codec.hangs = true;
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> encode(encoder, 1));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void whatCannotBeCroppedIsRefused() {
    codec.alignHeight = 16;
    codec.crops = false;
    var e = assertThrows(IOException.class, this::open);
    assertEquals(
        "cannot crop the pictures of " + dev + "/video11: invalid argument (errno 22)",
        e.getMessage());
  }

  @Test
  void olderDriversKnowTheGopByAnotherName() throws Exception {
    codec.shared.controls.remove(FakeCodec.GOP);
    try (var encoder = open()) {
      encode(encoder, 12);
    }
    assertEquals("IpppppppppIp", kinds.toString());
  }

  @Test
  void aPictureOfAnotherFormatIsTheCallersMistake() throws Exception {
    try (var encoder = open();
        var other = new PicturePool(new PictureFormat(64, 64, 60, Colour.SYCC), 1)) {
      var picture = other.take();
      assertThrows(IllegalArgumentException.class, () -> encoder.encode(picture, false, null));
      picture.release();
    }
  }

  @Test
  void isFoundByWhatItSaysOfItself() throws Exception {
    Files.createFile(dev.resolve("video0")); // not openable
    var found =
        V4l2Encoders.find(
            dev,
            path -> {
              if (path.endsWith("video0")) {
                throw new IOException("busy");
              }
              return codec.open(path);
            },
            budget,
            clock);
    assertEquals("bcm2835-codec-encode (" + dev + "/video11)", found.orElseThrow().name());
    assertEquals(Optional.empty(), V4l2Encoders.find(dev.resolve("none"), codec, budget, clock));
  }

  @Test
  void provesItselfOrSaysWhatIsWrong() throws Exception {
    codec.alignHeight = 16;
    found().prove();
    codec.repeats = false;
    found().prove(); // the first always has them
    codec.hangs = true;
    assertTrue(assertThrows(IOException.class, found()::prove).getMessage().contains("for 2 s"));
    codec.hangs = false;
    codec.loses = true;
    assertInstanceOf(IOException.class, assertThrows(IOException.class, found()::prove));
  }
}
