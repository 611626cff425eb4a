package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.FakeClock;
import nightjar.encode.EncodeSettings;
import nightjar.encode.v4l2.FakeCodec;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderChoiceTest {
  private static final EncodeSettings SETTINGS =
      new EncodeSettings(2_000_000, 30, Duration.ofSeconds(2));

  @TempDir Path dev;

  private final FakeClock clock = new FakeClock();
  private final FakeCodec codec = new FakeCodec(clock);

  @Test
  void hardwareThatWorksIsTaken() throws Exception {
    Files.createFile(dev.resolve("video11"));
    var choice = choose();
    assertTrue(choice.isHardware());
    assertTrue(choice.words().matches("in hardware, by .+ \\(.*/video11\\)"), choice::words);
    assertEquals(0, codec.open());
    choice.open(format(1280, 720), SETTINGS).close();
    assertEquals(0, codec.open());
  }

  @Test
  void withoutOneItIsSoftware() throws Exception {
    var choice = choose();
    assertFalse(choice.isHardware());
    assertEquals("in software, by openh264: no video device here encodes H.264", choice.words());
    choice.open(format(320, 240), SETTINGS).close();
  }

  @Test
  void oneThatDoesNotWorkIsPassedOver() throws Exception {
    Files.createFile(dev.resolve("video11"));
    codec.hang();
    var choice = choose();
    assertFalse(choice.isHardware());
    assertTrue(choice.words().endsWith("coded no picture for 2 s"), choice::words);
    assertEquals(0, codec.open());
  }

  /// 1920x1088 at 30 is all it can do.
  @Test
  void whatItHasNotLeftIsDoneInSoftware() throws Exception {
    Files.createFile(dev.resolve("video11"));
    var choice = choose();
    try (var _ = choice.open(format(1920, 1080), SETTINGS)) {
      assertEquals(1, codec.open());
      try (var _ = choice.open(format(320, 240), SETTINGS)) {
        assertEquals(1, codec.open());
      }
    }
    assertEquals(0, codec.open());
  }

  @Test
  void oneThatFailsAgainAndAgainIsLeftAloneForAWhile() throws Exception {
    Files.createFile(dev.resolve("video11"));
    var choice = choose();
    codec.hang();
    for (int i = 0; i < 3; i++) {
      assertEquals(1, handlesWhileEncoding(choice, true), "try " + i);
    }
    codec.goOn();
    assertEquals(0, handlesWhileEncoding(choice, false)); // in software
    clock.pass(Duration.ofMinutes(10));
    assertEquals(1, handlesWhileEncoding(choice, false));
    assertEquals(0, codec.open());
  }

  private int handlesWhileEncoding(EncoderChoice choice, boolean fails) throws Exception {
    try (var encoder = choice.open(format(320, 240), SETTINGS);
        var pool = new PicturePool(format(320, 240), 1)) {
      var picture = pool.take();
      picture.stamp(clock.ticks() + 1, 0);
      try {
        if (fails) {
          assertThrows(IOException.class, () -> encoder.encode(picture, false, (_, _) -> {}));
        } else {
          encoder.encode(picture, false, (_, _) -> {});
        }
      } finally {
        picture.release();
      }
      return codec.open();
    }
  }

  private EncoderChoice choose() throws IOException {
    return EncoderChoice.make(dev, codec, clock);
  }

  private static PictureFormat format(int width, int height) {
    return new PictureFormat(width, height, 30, Colour.SYCC);
  }
}
