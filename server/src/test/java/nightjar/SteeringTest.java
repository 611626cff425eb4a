package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.base.SlabPool;
import nightjar.encode.Aim;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoding;
import nightjar.encode.Publisher;
import nightjar.governor.Shed;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.stream.JpegPackaging;
import nightjar.stream.Prefix;
import nightjar.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An encoder set to 2 Mbit/s, 500 kbit/s at least and 1 Mbit/s while recorded, at 15 pictures a
/// second.
class SteeringTest {
  private static final PictureFormat FORMAT = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final Aim AIM = Aim.of(new EncodeSettings(2_000_000, 15, Duration.ofSeconds(2)));
  private static final Shed HALF = new Shed(1, 1, 0.5, 0.5, 1, 9);

  private final FakeClock clock = new FakeClock();
  private final SlabPool slabs = new SlabPool(0);
  private final Stream stream =
      new Stream(
          new JpegPackaging(), Prefix.NONE, slabs, new Stream.Bounds(1 << 20, Duration.ZERO));
  private final Encoding encoding =
      new Encoding(
          "test",
          AIM.set(),
          (_, _) -> {
            throw new IOException("never opened");
          },
          () -> 0,
          new Nowhere(),
          clock,
          clock.ticks());
  private final Steering steering = new Steering(clock);
  private Optional<PictureFormat> format = Optional.of(FORMAT);
  private boolean records;

  @AfterEach
  void close() {
    steering.close();
    encoding.close();
    stream.close();
    slabs.close();
  }

  @Test
  void followsTheReaderThatCanTakeMost() {
    steer(Steering.Bears.MAIN);
    try (var slow = stream.subscribe();
        var fast = stream.subscribe()) {
      slow.take(700_000);
      assertEquals("2000k 15", look(Shed.NOTHING), "the other has not said");
      fast.take(1_200_000);
      assertEquals("1200k 15", look(Shed.NOTHING));
      fast.take(100_000);
      assertEquals("700k 15", look(Shed.NOTHING));
      slow.take(1);
      assertEquals("500k 15", look(Shed.NOTHING));
    }
    assertEquals("500k 15", look(Shed.NOTHING), "for a while");
    clock.pass(Duration.ofSeconds(5));
    assertEquals("2000k 15", look(Shed.NOTHING), "for whoever joins");
  }

  @Test
  void aRecorderTakesAll() {
    steer(Steering.Bears.MAIN);
    try (var viewer = stream.subscribe();
        var _ = stream.subscribe()) {
      viewer.take(1);
      assertEquals("2000k 15", look(Shed.NOTHING));
    }
  }

  @Test
  void doesWithoutWhatTheBoxCannotBear() {
    steer(Steering.Bears.MAIN);
    assertEquals("1000k 7.5", look(HALF));
    assertEquals("500k 15", look(new Shed(1, 1, 1, 0.1, 1, 9)));
  }

  @Test
  void neverWithoutTheRecordingsLeast() {
    steer(Steering.Bears.MAIN);
    records = true;
    assertEquals("1000k 7.5", look(new Shed(1, 1, 0.5, 0.1, 1, 9)));
  }

  @Test
  void theSubHasAPartOfItsOwn() {
    steer(Steering.Bears.SUB);
    assertEquals("2000k 15", look(HALF));
    assertEquals("1000k 7.5", look(new Shed(1, 1, 1, 1, 0.5, 9)));
  }

  @Test
  void aCameraThatNeverOpenedIsLeftAlone() {
    format = Optional.empty();
    steer(Steering.Bears.MAIN);
    assertEquals("2000k 15", look(HALF));
  }

  private void steer(Steering.Bears bears) {
    var rendition = new Encoded(0, "main", stream, encoding, Optional.of(AIM));
    steering.add(rendition, AIM, bears, () -> format, () -> records);
  }

  private String look(Shed shed) {
    steering.look(shed);
    var asked = encoding.settings();
    return asked.bitrate() / 1000 + "k " + String.valueOf(asked.fps()).replaceFirst("\\.0$", "");
  }

  private static final class Nowhere implements Publisher {
    @Override
    public boolean publish(AccessUnit unit) {
      return true;
    }

    @Override
    public void interrupt() {}
  }
}
