package nightjar.camera.rpicam;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightjar.camera.RpicamOptions;
import nightjar.camera.RpicamOptions.Coding;
import nightjar.camera.RpicamOptions.Sensor;

/// The child's command line.
final class RpicamCommand {
  /// The name since Raspberry Pi OS 12, and the one before.
  private static final List<String> NAMES = List.of("rpicam-vid", "libcamera-vid");

  // Each takes some 1.4 MB of the little memory that the hardware can use.
  private static final String BUFFERS = "4";

  private RpicamCommand() {}

  /// @param path folders to look in, as in the environment; only those named in full
  /// @throws IOException there is none
  static Path find(String path) throws IOException {
    for (var name : NAMES) {
      for (var folder : path.split(File.pathSeparator, -1)) {
        var program = Path.of(folder, name);
        if (program.isAbsolute() && Files.isExecutable(program)) {
          return program;
        }
      }
    }
    throw new IOException(
        "no rpicam-vid here; on Raspberry Pi OS: sudo apt-get install rpicam-apps-lite");
  }

  /// Pictures on standard output, each flushed, until the child is ended.
  ///
  /// @param stamps where it writes the time of each picture once that is written
  static List<String> of(Path program, RpicamOptions options, Path stamps) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of("--flush", "--nopreview", "--timeout", "0", "--verbose", "0"));
    command.addAll(List.of("--output", "-", "--save-pts", stamps.toString()));
    add(command, "--camera", options.camera());
    add(command, "--width", options.width());
    add(command, "--height", options.height());
    command.addAll(List.of("--framerate", Double.toString(options.fps())));
    addSensor(command, options.sensor());
    command.addAll(List.of("--buffer-count", BUFFERS));
    options
        .coding()
        .ifPresentOrElse(
            coding -> addCoding(command, coding, options.fps()),
            () -> command.addAll(List.of("--codec", "yuv420")));
    return command;
  }

  /// What is not asked for is left out: older programs lack some options.
  private static void addSensor(List<String> command, Sensor sensor) {
    var usual = Sensor.DEFAULT;
    add(command, "--rotation", sensor.rotation());
    add(command, "--exposure", sensor.exposure());
    add(command, "--awb", sensor.whiteBalance());
    add(command, "--denoise", sensor.noiseReduction());
    if (sensor.hdr() != usual.hdr()) {
      command.addAll(List.of("--hdr", word(sensor.hdr()).replace('_', '-')));
    }
    if (sensor.autofocus() != usual.autofocus()) {
      add(command, "--autofocus-mode", sensor.autofocus());
    }
    sensor
        .mode()
        .ifPresentOrElse(
            mode ->
                command.addAll(
                    List.of(
                        "--mode",
                        "%d:%d:%d:P".formatted(mode.width(), mode.height(), mode.bits()))),
            () -> command.add("--no-raw")); // a raw stream takes memory, and a mode needs one
  }

  private static void addCoding(List<String> command, Coding coding, double fps) {
    command.addAll(List.of("--codec", "h264", "--profile", "high", "--level", "4", "--inline"));
    add(command, "--bitrate", coding.bitrate());
    add(command, "--intra", (int) Math.max(1, Math.round(fps * coding.gop().toMillis() / 1000)));
  }

  private static void add(List<String> command, String option, int value) {
    command.addAll(List.of(option, Integer.toString(value)));
  }

  private static void add(List<String> command, String option, Enum<?> value) {
    command.addAll(List.of(option, word(value)));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
