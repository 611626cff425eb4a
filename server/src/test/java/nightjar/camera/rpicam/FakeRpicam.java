package nightjar.camera.rpicam;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Stands in for rpicam-vid: takes its options and no others, and writes pictures at its pace, each
/// followed by its time stamp. Raw ones are filled with their own number; coded ones are those of a
/// file, over and over. A program of its own; its first argument is what will go wrong, its second
/// the file of coded pictures.
public final class FakeRpicam {
  static final Set<String> FLAGS = Set.of("--flush", "--nopreview", "--no-raw", "--inline");
  static final Set<String> VALUES =
      Set.of(
          "--codec",
          "--timeout",
          "--verbose",
          "--output",
          "--save-pts",
          "--camera",
          "--width",
          "--height",
          "--framerate",
          "--rotation",
          "--exposure",
          "--awb",
          "--denoise",
          "--hdr",
          "--autofocus-mode",
          "--mode",
          "--buffer-count",
          "--profile",
          "--level",
          "--bitrate",
          "--intra");

  static final String CAMERAS =
      """
      Available cameras
      -----------------
      0 : imx708 [4608x2592 10-bit RGGB] (/base/soc/i2c0mux/i2c@1/imx708@1a)
          Modes: 'SRGGB10_CSI2P' : 1536x864 [120.13 fps - (768, 432)/3072x1728 crop]
                                   2304x1296 [56.03 fps - (0, 0)/4608x2592 crop]

      1 : ov5647 [2592x1944 10-bit GBRG] (/base/soc/i2c0mux/i2c@0/ov5647@36)
          Modes: 'SGBRG10_CSI2P' : 640x480 [58.92 fps - (16, 0)/2560x1920 crop]
                 'SGBRG8' : 1296x972 [43.25 fps - (0, 0)/2592x1944 crop]

      """;

  private final String mode;
  private final OutputStream out =
      new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 4096);
  private final PrintStream stamps;
  private final long interval; // microseconds

  private FakeRpicam(String mode, Map<String, String> options) throws IOException {
    this.mode = mode;
    this.interval = (long) (1e6 / Double.parseDouble(options.get("--framerate")));
    this.stamps = new PrintStream(options.get("--save-pts"), StandardCharsets.US_ASCII);
    stamps.print("# timecode format v2\n");
  }

  public static void main(String[] args) throws Exception {
    if (args[2].equals("--list-cameras")) {
      System.out.print(CAMERAS);
      return;
    }
    var options = parse(Arrays.asList(args).subList(2, args.length));
    var fake = new FakeRpicam(args[0], options);
    if (options.get("--codec").equals("h264")) {
      fake.runCoded(coded(Path.of(args[1])));
    } else {
      int width = Integer.parseInt(options.get("--width"));
      int height = Integer.parseInt(options.get("--height"));
      fake.runRaw(new byte[width * height * 3 / 2]);
    }
  }

  /// Makes a program of it.
  ///
  /// @param file of coded pictures, each as a length and so many bytes
  public static void install(Path program, String mode, Path file) throws IOException {
    var script =
        "#!/bin/sh\nexec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' %s %s '%s' \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Path.of("target/test-classes").toAbsolutePath(),
                FakeRpicam.class.getName(),
                mode,
                file);
    Files.writeString(program, script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private void runRaw(byte[] picture) throws Exception {
    long start = System.nanoTime();
    for (int number = 0; ; number++) {
      Arrays.fill(picture, (byte) number);
      long stamp = number * interval + (mode.equals("drops") && number >= 10 ? 2 * interval : 0);
      goWrong(number, picture);
      write(picture, stamp);
      pace(start, stamp + interval);
    }
  }

  private void runCoded(List<byte[]> pictures) throws Exception {
    long start = System.nanoTime();
    if (mode.equals("headers-first")) {
      write(new byte[] {0, 0, 0, 1, 0x67, 0x42}, 0);
    }
    for (int number = 0; ; number++) {
      write(pictures.get(number % pictures.size()), number * interval);
      if (!mode.equals("hurries")) {
        pace(start, (number + 1) * interval);
      }
    }
  }

  private void write(byte[] picture, long stamp) throws IOException {
    out.write(picture);
    out.flush();
    if (!mode.equals("stampless")) {
      stamps.printf(Locale.ROOT, "%d.%03d\n", stamp / 1000, stamp % 1000);
      stamps.flush();
    }
  }

  private void pace(long start, long due) throws InterruptedException {
    long late = mode.equals("late") ? due / interval % 3 * interval / 4 : 0;
    long left = due + late - (System.nanoTime() - start) / 1000;
    Thread.sleep(Math.max(0, left / 1000));
  }

  private void goWrong(int number, byte[] picture) throws IOException, InterruptedException {
    switch (mode) {
      case "nothing", "drops", "late", "stampless" -> {}
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

  /// Each as a length and so many bytes.
  private static List<byte[]> coded(Path file) throws IOException {
    var pictures = new ArrayList<byte[]>();
    try (var in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        pictures.add(in.readNBytes(in.readInt()));
      }
    }
    return pictures;
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
