package nightjar.camera.rpicam;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Stands in for rpicam-vid: takes its options and no others, and writes pictures at its pace, each
/// filled with its own number. A program of its own; its first argument is what will go wrong.
final class FakeRpicam {
  private static final Set<String> FLAGS = Set.of("--flush", "--nopreview", "--no-raw");
  private static final Set<String> VALUES =
      Set.of(
          "--codec",
          "--timeout",
          "--verbose",
          "--output",
          "--camera",
          "--width",
          "--height",
          "--framerate",
          "--rotation",
          "--exposure",
          "--awb",
          "--denoise",
          "--buffer-count");

  private FakeRpicam() {}

  public static void main(String[] args) throws Exception {
    var options = parse(Arrays.asList(args).subList(1, args.length));
    int width = Integer.parseInt(options.get("--width"));
    int height = Integer.parseInt(options.get("--height"));
    long interval = (long) (1000 / Double.parseDouble(options.get("--framerate")));
    var picture = new byte[width * height * 3 / 2];
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 4096);
    for (int number = 0; ; number++) {
      Arrays.fill(picture, (byte) number);
      goWrong(args[0], number, picture, out);
      out.write(picture);
      out.flush();
      Thread.sleep(interval);
    }
  }

  private static void goWrong(String mode, int number, byte[] picture, OutputStream out)
      throws IOException, InterruptedException {
    switch (mode) {
      case "nothing" -> {}
      case "no-camera" -> end("ERROR: *** no cameras available ***");
      case "dies" -> {
        if (number == 3) {
          end("ERROR: *** Device timeout detected ***");
        }
      }
      case "dies-within-a-picture" -> {
        if (number == 3) {
          out.write(picture, 0, picture.length / 2);
          out.flush();
          end("terminated");
        }
      }
      case "hangs" -> {
        if (number == 3) {
          Thread.sleep(600_000);
        }
      }
      default -> throw new IllegalArgumentException(mode);
    }
  }

  private static void end(String complaint) {
    System.err.println(complaint);
    System.exit(255);
  }

  private static Map<String, String> parse(List<String> args) {
    var options = new HashMap<String, String>();
    for (int i = 0; i < args.size(); i++) {
      var name = args.get(i);
      if (VALUES.contains(name)) {
        options.put(name, args.get(++i));
      } else if (!FLAGS.contains(name)) {
        end("ERROR: *** unrecognised option '" + name + "' ***");
      }
    }
    return options;
  }
}
