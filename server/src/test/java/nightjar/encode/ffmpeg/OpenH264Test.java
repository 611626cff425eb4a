package nightjar.encode.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import nightjar.encode.BusyScene;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Scale;
import nightjar.encode.ScaledEncoder;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rate of bits asked for is the one that comes, of a scene that can use it: over each 5 s, one
/// part in ten more or less.
class OpenH264Test {
  private static final PictureFormat FORMAT = new PictureFormat(640, 360, 15, Colour.SYCC);
  private static final int WINDOW = 5; // seconds
  private static final int WINDOWS = 3;
  private static final long START = 1_000_000_000;

  @ParameterizedTest
  @CsvSource({
    "1, 250000, 15",
    "1, 800000, 15",
    "1, 400000, 5", // as where the box cannot bear more
    "2, 150000, 15", // as a sub
  })
  void givesWhatIsAskedFor(int divisor, int bitrate, double fps) throws Exception {
    var opener = divisor == 1 ? OPEN : ScaledEncoder.opener(Scale.HALF, OPEN);
    var settings = new EncodeSettings(bitrate, fps, Duration.ofSeconds(2));
    var scene = new BusyScene(FORMAT, 1);
    try (var pool = new PicturePool(FORMAT, 1);
        var encoder = opener.open(FORMAT, settings)) {
      var picture = pool.take();
      assertNotNull(picture);
      for (int window = 0; window < WINDOWS; window++) {
        var bytes = new long[1];
        for (int i = 0; i < WINDOW * fps; i++) {
          scene.draw(picture);
          picture.stamp(START + (long) ((window * WINDOW + i / fps) * 1e9), 0);
          encoder.encode(picture, false, (data, _) -> bytes[0] += data.byteSize());
        }
        double got = bytes[0] * 8.0 / WINDOW / bitrate;
        assertTrue(Math.abs(got - 1) <= 0.1, "window " + window + ": " + got);
      }
      picture.release();
    }
  }

  private static final Encoder.Opener OPEN = OpenH264::open;
}
