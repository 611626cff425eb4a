package nightjar.camera.rpicam;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightjar.camera.RpicamOptions;

/// The child's command line.
final class RpicamCommand {
  /// The name since Raspberry Pi OS 12, and the one before.
  private static final List<String> NAMES = List.of("rpicam-vid", "libcamera-vid");

  // Each takes some 1.4 MB of the little memory that the hardware can use.
  private static final String BUFFERS = "4";

  private RpicamCommand() {}

  /// @param path folders to look in, as in the environment
  /// @throws IOException there is none
  static Path find(String path) throws IOException {
    for (var name : NAMES) {
      for (var folder : path.split(File.pathSeparator, -1)) {
        var program = Path.of(folder, name);
        if (!folder.isEmpty() && Files.isExecutable(program)) {
          return program;
        }
      }
    }
    throw new IOException(
        "no rpicam-vid here; on Raspberry Pi OS: sudo apt-get install rpicam-apps-lite");
  }

  /// Raw pictures on standard output, each flushed, until the child is ended.
  static List<String> of(Path program, RpicamOptions options) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(List.of("--codec", "yuv420", "--flush", "--nopreview", "--timeout", "0"));
    command.addAll(List.of("--verbose", "0", "--output", "-"));
    command.addAll(List.of("--camera", Integer.toString(options.camera())));
    command.addAll(List.of("--width", Integer.toString(options.width())));
    command.addAll(List.of("--height", Integer.toString(options.height())));
    command.addAll(List.of("--framerate", Double.toString(options.fps())));
    command.addAll(List.of("--rotation", Integer.toString(options.rotation())));
    command.addAll(List.of("--exposure", word(options.exposure())));
    command.addAll(List.of("--awb", word(options.whiteBalance())));
    command.addAll(List.of("--denoise", word(options.noiseReduction())));
    command.addAll(List.of("--buffer-count", BUFFERS, "--no-raw"));
    return command;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
