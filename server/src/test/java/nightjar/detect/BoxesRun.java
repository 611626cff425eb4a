package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.camera.demo.DemoSource;
import nightjar.camera.ffmpeg.VideoFile;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// What the model sees in the same pictures on one machine and on another: `deploy/arm64/run`
/// starts it on both.
///
///     cut FOLDER CLIP...     pictures of the demo, and of clips
///     look FOLDER            what is in them, a line each
///     compare ONE OTHER      whether two such lists are the same, nearly
final class BoxesRun {
  private static final int EACH = 2; // pictures of a clip: an emulator takes half a minute for one
  private static final double LEAST = 0.3;
  private static final double SCORE_APART = 0.02;
  private static final double LEAST_OVERLAP = 0.9; // intersection over union

  private BoxesRun() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "cut" -> {
        var to = Files.createDirectories(Path.of(args[1]));
        cutDemo(to);
        for (var clip : List.of(args).subList(2, args.length)) {
          cut(Path.of(clip), to);
        }
      }
      case "look" -> look(Path.of(args[1]));
      case "compare" -> System.exit(compare(Path.of(args[1]), Path.of(args[2])) ? 0 : 1);
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void cutDemo(Path to) throws Exception {
    var clock = new FakeClock();
    var format = new PictureFormat(1280, 720, 15, Colour.SYCC);
    try (var source = new DemoSource(format, 1, clock);
        var pool = new PicturePool(format, 1)) {
      var picture = Objects.requireNonNull(pool.take());
      for (int i = 0; i < EACH; i++) {
        clock.pass(Duration.ofSeconds(7));
        source.read(picture);
        write(picture, to.resolve("demo-" + i));
      }
      picture.release();
    }
  }

  /// Evenly over the clip.
  private static void cut(Path clip, Path to) throws IOException {
    int count = 0;
    try (var video = VideoFile.open(clip)) {
      while (video.next()) {
        count++;
      }
    }
    try (var video = VideoFile.open(clip);
        var pool = new PicturePool(video.format(), 1)) {
      var picture = Objects.requireNonNull(pool.take());
      for (int i = 0; video.next(); i++) {
        if (i % (count / EACH) == count / EACH / 2) {
          video.copyTo(picture);
          write(picture, to.resolve(clip.getFileName() + "-" + i));
        }
      }
      picture.release();
    }
  }

  private static void write(Picture picture, Path file) throws IOException {
    var format = picture.format();
    var colour = format.colour();
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".txt"),
        "%d %d %b %d"
            .formatted(format.width(), format.height(), colour.fullRange(), colour.matrix()));
    Files.write(file, picture.memory().asSlice(0, format.bytes()).toArray(JAVA_BYTE));
  }

  private static Picture read(Path file) throws IOException {
    var header = Files.readString(file.resolveSibling(file.getFileName() + ".txt")).split(" ");
    var colour = new Colour(Boolean.parseBoolean(header[2]), 1, 1, Integer.parseInt(header[3]));
    var picture =
        Pictures.plain(Integer.parseInt(header[0]), Integer.parseInt(header[1]), colour, 0);
    MemorySegment.copy(
        Files.readAllBytes(file),
        0,
        picture.memory(),
        JAVA_BYTE,
        0,
        (int) picture.format().bytes());
    return picture;
  }

  /// The whole picture, and its middle.
  private static void look(Path folder) throws IOException {
    List<Path> files;
    try (var all = Files.list(folder)) {
      files = all.filter(f -> !f.toString().endsWith(".txt")).sorted().toList();
    }
    try (var net = Models.standard().open()) {
      for (var file : files) {
        var picture = read(file);
        int width = picture.format().width();
        int height = picture.format().height();
        say(file, "whole", net, picture, new Crop(0, 0, width, height));
        say(
            file,
            "middle",
            net,
            picture,
            new Crop(width / 8 * 2, height / 8 * 2, width / 4 * 2, height / 4 * 2));
        picture.release();
      }
    }
  }

  private static void say(Path file, String part, Net net, Picture picture, Crop crop)
      throws IOException {
    net.take(picture, crop);
    long began = Clock.SYSTEM.ticks();
    var all = net.look(LEAST - SCORE_APART);
    System.err.printf(
        "%s %s: %d ms%n", file.getFileName(), part, (Clock.SYSTEM.ticks() - began) / 1_000_000);
    for (var found : all) {
      var box = found.box();
      System.out.printf(
          Locale.ROOT,
          "%s-%s %s %.4f %.4f %.4f %.4f %.4f%n",
          file.getFileName(),
          part,
          found.kind().word(),
          found.score(),
          box.x(),
          box.y(),
          box.width(),
          box.height());
    }
  }

  private record Line(String picture, Found found) {
    static Line of(String text) {
      var words = text.split(" ");
      double[] box = new double[4];
      for (int i = 0; i < 4; i++) {
        box[i] = Double.parseDouble(words[3 + i]);
      }
      var found =
          new Found(
              Kind.of(words[1]).orElseThrow(),
              Double.parseDouble(words[2]),
              new Box(box[0], box[1], box[2], box[3]));
      return new Line(words[0], found);
    }

    boolean isOf(Line other) {
      return picture.equals(other.picture)
          && found.kind() == other.found.kind()
          && found.box().iou(other.found.box()) >= LEAST_OVERLAP
          && Math.abs(found.score() - other.found.score()) <= SCORE_APART;
    }
  }

  private static boolean compare(Path one, Path other) throws IOException {
    var here = lines(one);
    var there = lines(other);
    var missing = new ArrayList<>(without(here, there));
    missing.addAll(without(there, here));
    double apart = 0;
    double overlap = 1;
    for (var line : here) {
      var same =
          there.stream()
              .filter(line::isOf)
              .max(Comparator.comparing(o -> o.found.box().iou(line.found.box())));
      if (same.isPresent()) {
        apart = Math.max(apart, Math.abs(line.found.score() - same.get().found.score()));
        overlap = Math.min(overlap, line.found.box().iou(same.get().found.box()));
      }
    }
    missing.forEach(line -> System.out.println("on one machine only: " + line));
    System.out.printf(
        Locale.ROOT,
        "%d boxes on one machine, %d on the other; scores at most %.4f apart (allowed: %.2f), boxes overlap by %.3f at least (needed: %.1f): %s%n",
        here.size(),
        there.size(),
        apart,
        SCORE_APART,
        overlap,
        LEAST_OVERLAP,
        missing.isEmpty() && !here.isEmpty() ? "the same" : "NOT the same");
    return missing.isEmpty() && !here.isEmpty();
  }

  private static List<Line> lines(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8).stream().map(Line::of).toList();
  }

  /// Those that the other list lacks, but for those that just make it.
  private static List<Line> without(List<Line> lines, List<Line> others) {
    return lines.stream()
        .filter(line -> line.found.score() >= LEAST && others.stream().noneMatch(line::isOf))
        .toList();
  }
}
