package nightjar.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import nightjar.camera.SourceConfig;
import nightjar.config.Settings.SubSettings;
import nightjar.config.Values.Parser;
import nightjar.encode.Aim;
import nightjar.encode.EncodeSettings;
import nightjar.encode.QuietSettings;
import nightjar.encode.Scale;
import nightjar.stream.Stream;

/// How a camera's pictures are encoded.
final class EncodeReading {
  private static final Parser<Double> RATE = Values.number(1, 60);
  private static final Parser<Duration> GOP =
      Values.duration(Duration.ofMillis(200), Duration.ofSeconds(20));
  private static final Map<String, Scale> SCALES =
      Map.of("auto", Scale.AUTO, "1/2", Scale.HALF, "1/3", Scale.THIRD, "1/4", Scale.QUARTER);

  private static final long LEAST_KEPT = 1 << 20;

  private EncodeReading() {}

  static Aim main(Section camera, SourceConfig source) {
    if (source.isCoded() && camera.has("main")) {
      camera.problem(
          "main", "is how the server encodes, and these pictures come coded: set it in the camera");
    }
    var main = camera.section("main");
    var set = encoded(main, "2M", "30");
    var usual = Aim.of(set);
    int least = main.take("least", Values::bitrate, String.valueOf(usual.least()));
    int recorded = main.take("recorded", Values::bitrate, String.valueOf(usual.recorded()));
    main.rejectUnknown();
    if (least > set.bitrate() || recorded > set.bitrate()) {
      main.problem("bitrate", "is less than least or recorded, which are parts of it");
      return usual;
    }
    return new Aim(set, least, Math.max(least, recorded));
  }

  /// Empty where it is off, and where pictures come coded: a network camera's smaller stream is a
  /// source of its own.
  ///
  /// @param keep of main
  static Optional<SubSettings> sub(
      Section camera, SourceConfig source, Aim main, Stream.Bounds keep) {
    if (source.isCoded()) {
      if (camera.has("sub")) {
        camera.problem(
            "sub", "is made of raw pictures, and these come coded: set the camera to raw ones");
        camera.section("sub");
      }
      return Optional.empty();
    }
    var sub = camera.section("sub");
    var scale = sub.take("size", EncodeReading::scaleOrOff, "auto");
    var settings = encoded(sub, "400k", "15");
    sub.rejectUnknown();
    var less = less(keep, (double) settings.bitrate() / main.set().bitrate());
    return scale.map(smaller -> new SubSettings(smaller, Aim.of(settings), less));
  }

  private static Stream.Bounds less(Stream.Bounds keep, double part) {
    long bytes = (long) (keep.bytes() * Math.min(1, part));
    return new Stream.Bounds(Math.max(bytes, LEAST_KEPT), keep.lasting());
  }

  private static EncodeSettings encoded(Section section, String bitrate, String fps) {
    return new EncodeSettings(
        section.take("bitrate", Values::bitrate, bitrate),
        section.take("fps", RATE, fps),
        section.take("gop", GOP, "2s"));
  }

  private static Optional<Scale> scaleOrOff(String text) {
    var scale = Optional.ofNullable(SCALES.get(text));
    if (scale.isEmpty() && !text.equals("off")) {
      throw new IllegalArgumentException("one of auto, 1/2, 1/3, 1/4, off");
    }
    return scale;
  }

  static QuietSettings quiet(Section quiet) {
    boolean on = quiet.take("on", Values::yesOrNo, "yes");
    var every =
        quiet.take("every", Values.duration(QuietSettings.OFTENEST, QuietSettings.RAREST), "1s");
    var linger =
        quiet.take("linger", Values.duration(Duration.ZERO, QuietSettings.LONGEST_LINGER), "2s");
    quiet.rejectUnknown();
    return new QuietSettings(on, every, linger);
  }
}
