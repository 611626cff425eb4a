package nightjar.config;

import java.time.Duration;
import java.util.Optional;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RpicamOptions.Coding;
import nightjar.camera.RpicamOptions.Sensor;
import nightjar.camera.SourceConfig;

/// The settings of a Raspberry Pi's own camera.
final class RpicamSettings {
  private RpicamSettings() {}

  /// @param rotation 0 or 180
  static SourceConfig read(Section camera, int rotation) {
    int number = camera.take("camera", Values.whole(0, 3), "0");
    int width = camera.take("width", Values.multiple(64, 128, 1920), "1280");
    int height = camera.take("height", Values.even(120, 1080), "720");
    double fps = camera.take("fps", Values.number(1, 60), "15");
    var coding = coding(camera);
    var sensor = sensor(camera, rotation);
    return new SourceConfig.Rpicam(new RpicamOptions(number, width, height, fps, sensor, coding));
  }

  private static Sensor sensor(Section camera, int rotation) {
    return new Sensor(
        rotation,
        camera.take("exposure", Values.word(RpicamOptions.Exposure.class), "normal"),
        camera.take("awb", Values.word(RpicamOptions.WhiteBalance.class), "auto"),
        camera.take("denoise", Values.word(RpicamOptions.NoiseReduction.class), "auto"),
        camera.take("hdr", Values.word(RpicamOptions.Hdr.class), "off"),
        camera.take("autofocus", Values.word(RpicamOptions.Autofocus.class), "default"),
        camera.take("mode", RpicamSettings::mode, "auto"));
  }

  private static Optional<RpicamOptions.Mode> mode(String text) {
    if (text.equals("auto")) {
      return Optional.empty();
    }
    var right = "auto, or width:height:bits such as 1640:1232:10";
    if (!text.matches("\\d{2,4}:\\d{2,4}:\\d{1,2}")) {
      throw new IllegalArgumentException(right);
    }
    var parts = text.split(":", -1);
    try {
      return Optional.of(
          new RpicamOptions.Mode(
              Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(right + "; " + e.getMessage(), e);
    }
  }

  /// Who codes: the server, or the child.
  private static Optional<Coding> coding(Section camera) {
    var codec = camera.take("codec", Values.oneOf("raw", "h264"), "raw");
    if (codec.equals("raw")) {
      return Optional.empty();
    }
    int bitrate = camera.take("bitrate", Values::bitrate, "2M");
    var gop =
        camera.take("gop", Values.duration(Duration.ofMillis(200), Duration.ofSeconds(20)), "2s");
    return Optional.of(new Coding(bitrate, gop));
  }
}
