package nightjar.camera.rpicam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.camera.RpicamOptions;
import org.jspecify.annotations.Nullable;

/// The cameras on a Raspberry Pi's ribbons, as its own programs list them.
public final class AttachedCameras {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int LONGEST = 1 << 16; // bytes
  private static final Pattern CAMERA =
      Pattern.compile("^\\s*(\\d{1,2}) : (\\S+) \\[(\\d{1,5})x(\\d{1,5})");
  private static final Pattern FORMAT = Pattern.compile("'[A-Za-z]*?(\\d{1,2})(?:_\\w+)?' :");
  private static final Pattern MODE =
      Pattern.compile("(\\d{2,5})x(\\d{2,5}) \\[(\\d{1,4}(?:\\.\\d+)?) fps");

  private AttachedCameras() {}

  /// One of them.
  ///
  /// @param number for the setting `camera`
  /// @param sensor such as `imx219`
  /// @param width of all of the sensor
  public record Attached(int number, String sensor, int width, int height, List<Mode> modes) {
    public Attached {
      modes = List.copyOf(modes);
    }
  }

  /// What a sensor can be read as.
  ///
  /// @param fps at most
  public record Mode(RpicamOptions.Mode mode, double fps) {}

  /// Asks the program beside `rpicam-vid`.
  ///
  /// @param path folders to look in, as in the environment
  /// @throws IOException there is none, or it gives no answer
  public static List<Attached> list(String path) throws IOException, InterruptedException {
    var program = RpicamCommand.find(path).toString();
    var child = new ProcessBuilder(program, "--list-cameras");
    var running = child.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = running.getInputStream()) {
      // It says little, so it ends without being read; one that hangs is not waited for.
      if (!running.waitFor(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "%s lists no cameras within %d s".formatted(program, WITHIN.toSeconds()));
      }
      return parse(new String(out.readNBytes(LONGEST), StandardCharsets.UTF_8));
    } finally {
      running.destroyForcibly();
    }
  }

  /// Reads the list as the program prints it; what is not understood is passed over.
  static List<Attached> parse(String text) {
    var found = new ArrayList<Attached>();
    var modes = new ArrayList<Mode>();
    Matcher camera = null;
    int bits = 10;
    for (var line : text.lines().toList()) {
      var next = CAMERA.matcher(line);
      if (next.find()) {
        addIfAny(camera, modes, found);
        camera = next;
        modes.clear();
      }
      var format = FORMAT.matcher(line);
      bits = format.find() ? Integer.parseInt(format.group(1)) : bits;
      addModes(line, bits, modes);
    }
    addIfAny(camera, modes, found);
    return found;
  }

  private static void addIfAny(@Nullable Matcher camera, List<Mode> modes, List<Attached> to) {
    if (camera != null) {
      to.add(
          new Attached(
              Integer.parseInt(camera.group(1)),
              camera.group(2),
              Integer.parseInt(camera.group(3)),
              Integer.parseInt(camera.group(4)),
              modes));
    }
  }

  private static void addModes(String line, int bits, List<Mode> modes) {
    var mode = MODE.matcher(line);
    while (mode.find()) {
      try {
        var size =
            new RpicamOptions.Mode(
                Integer.parseInt(mode.group(1)), Integer.parseInt(mode.group(2)), bits);
        modes.add(new Mode(size, Double.parseDouble(mode.group(3))));
      } catch (IllegalArgumentException _) {
        // of no use to us
      }
    }
  }
}
