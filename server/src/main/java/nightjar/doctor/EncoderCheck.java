package nightjar.doctor;

import java.io.IOException;
import java.time.Duration;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;

/// What encoding costs here, measured.
public final class EncoderCheck {
  private static final PictureFormat FORMAT = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final EncodeSettings SETTINGS =
      new EncodeSettings(2_000_000, 15, Duration.ofSeconds(2));
  private static final int WARM_UP = 15; // pictures
  private static final int MEASURED = 30;
  private static final double TOO_MUCH = 0.6; // of a core

  private EncoderCheck() {}

  /// Encodes some pictures of a moving scene.
  ///
  /// @param words which encoder, and why
  public static Finding measure(String words, Encoder.Opener opener, boolean isHardware)
      throws InterruptedException {
    try {
      double seconds = secondsAPicture(opener);
      double core = seconds * FORMAT.fps();
      var what =
          "video is encoded %s; %.1f ms for a picture of 1280x720 here, %.0f %% of a core at 15 a second"
              .formatted(words, seconds * 1000, core * 100);
      if (isHardware) {
        return Finding.fine(what.replace(" of a core", " of its time"));
      }
      return core < TOO_MUCH
          ? Finding.fine(what)
          : Finding.note(what, "ask for smaller pictures or fewer: width, height, main.fps");
    } catch (IOException e) {
      return Finding.bad("video cannot be encoded " + words, String.valueOf(e.getMessage()));
    }
  }

  private static double secondsAPicture(Encoder.Opener opener)
      throws IOException, InterruptedException {
    try (var scene = new Scene(FORMAT);
        var encoder = opener.open(FORMAT, SETTINGS)) {
      scene.encode(encoder, WARM_UP, false, (_, _) -> {});
      return scene.encode(encoder, MEASURED, false, (_, _) -> {}) / 1e9 / MEASURED;
    }
  }
}
