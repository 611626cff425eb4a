import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.Publisher;
import nightjar.encode.Scale;
import nightjar.encode.ScaledEncoder;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.AccessUnit;
import nightjar.media.Picture;
import nightjar.media.PicturePool;

/// The benchmark `bits`: scenes through the server's encoding, with time stepped from picture to
/// picture, and what came against what was asked for.
final class Bits {
  private static final int SECONDS = 20;
  private static final int WINDOW = 5;
  private static final double CLOSE = 0.1;

  /// What is encoded how.
  ///
  /// @param rates bits a second asked for, each for an equal part of the time
  /// @param spends whether it has something to spend bits on, and can do with so few
  private record Case(String name, Opening scene, boolean sub, double fps, List<Integer> rates, boolean spends) {}

  @FunctionalInterface
  private interface Opening {
    Scene open() throws IOException;
  }

  private record Coded(double seconds, double bits) {}

  private Bits() {}

  public static void main(String[] args) throws Exception {
    System.out.println("in each 5 s, percent of what was asked for; the worst second, in seconds of the rate");
    System.out.println();
    System.out.println("| scene | size | fps | kbit/s | 0-5 | 5-10 | 10-15 | 15-20 s | worst second | largest picture | left out |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    boolean right = true;
    for (var one : cases(Path.of(args[0]))) {
      right &= run(one);
    }
    System.exit(right ? 0 : 1);
  }

  private static List<Case> cases(Path clips) throws IOException {
    var cases = new ArrayList<Case>();
    for (int rate : new int[] {500, 1000, 2000}) {
      cases.add(of("busy", () -> Scene.busy(1280), false, 15, true, rate));
      cases.add(of("demo", () -> Scene.demo(1280), false, 15, false, rate));
    }
    cases.add(of("busy", () -> Scene.busy(1280), false, 7.5, true, 1000));
    cases.add(of("busy", () -> Scene.busy(1280), false, 5, true, 500));
    cases.add(of("busy", () -> Scene.busy(1280), false, 15, true, 2000, 600));
    cases.add(of("busy", () -> Scene.busy(1280), false, 15, true, 600, 2000));
    for (int rate : new int[] {100, 200, 400, 800}) {
      cases.add(of("busy", () -> Scene.busy(1280), true, 15, rate >= 400, rate));
      cases.add(of("demo", () -> Scene.demo(1280), true, 15, false, rate));
    }
    cases.add(of("busy", () -> Scene.busy(1280), true, 5, true, 200));
    cases.add(of("busy", () -> Scene.busy(1280), true, 15, false, 400, 200));
    cases.add(of("cut every 5 s", () -> Scene.cuts(1280, 75), false, 15, true, 1000));
    cases.add(of("cut every 0.5 s", () -> Scene.cuts(1280, 7), false, 15, false, 1000));
    cases.add(of("cut every 0.5 s", () -> Scene.cuts(1280, 7), true, 15, false, 100));
    if (Files.isDirectory(clips)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(clips, "*.mp4")) {
        for (var file : files) {
          var name = file.getFileName().toString().replace(".mp4", "");
          cases.add(of(name, () -> Scene.clip(file), false, 15, false, 500));
          cases.add(of(name, () -> Scene.clip(file), true, 15, false, 100));
        }
      }
    }
    return cases;
  }

  private static Case of(
      String name, Opening scene, boolean sub, double fps, boolean spends, Integer... kilobits) {
    return new Case(name, scene, sub, fps, List.of(kilobits), spends);
  }

  private static boolean run(Case of) throws Exception {
    var clock = new Scene.Stepped();
    var out = new Out();
    Encoder.Opener opener = of.sub ? ScaledEncoder.opener(Scale.HALF, OpenH264::open) : OpenH264::open;
    try (var scene = of.scene.open();
        var pool = new PicturePool(scene.format(), 1);
        var encoding = new Encoding("bench", settings(of, 0), opener, () -> 1, out, clock, clock.ticks())) {
      encoding.boundBursts();
      encoding.start();
      double fps = scene.format().fps();
      long start = clock.ticks();
      int shown = 0;
      var picture = free(pool);
      while (shown < SECONDS * fps && scene.next(picture)) {
        clock.now = start + (long) (shown / fps * 1e9);
        encoding.use(settings(of, (int) (shown / fps * of.rates.size() / SECONDS)));
        picture.stamp(clock.ticks(), 0);
        encoding.offer(picture);
        picture.release();
        picture = free(pool);
        shown++;
      }
      picture.release();
      return report(of, scene, encoding, out.coded, shown / fps);
    }
  }

  private static EncodeSettings settings(Case of, int part) {
    return new EncodeSettings(of.rates.get(part) * 1000, of.fps, Duration.ofSeconds(2));
  }

  private static boolean report(Case of, Scene scene, Encoding encoding, List<Coded> coded, double lasted) {
    var format = of.sub ? Scale.HALF.of(scene.format()) : scene.format();
    var line = new StringBuilder();
    boolean right = true;
    for (int from = 0; from < SECONDS; from += WINDOW) {
      double got = 100 * between(coded, from, from + WINDOW) / WINDOW / rate(of, from);
      line.append(from + WINDOW <= lasted + 0.1 ? " %.0f |".formatted(got) : " |");
      right &= !of.spends || Math.abs(got / 100 - 1) <= CLOSE;
    }
    double worst = 0;
    double largest = 0;
    for (var first : coded) {
      double rate = Math.max(rate(of, first.seconds), rate(of, first.seconds + 1));
      worst = Math.max(worst, between(coded, first.seconds, first.seconds + 1) / rate);
      largest = Math.max(largest, first.bits / rate(of, first.seconds));
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %dx%d | %s | %s |%s %.2f | %.2f | %d |%s%n",
        of.name,
        format.width(),
        format.height(),
        String.valueOf(Math.min(of.fps, format.fps())).replaceFirst("\\.0$", ""),
        of.rates.toString().replaceAll("[\\[\\]]", "").replace(", ", ", then "),
        line,
        worst,
        largest,
        encoding.counts().skipped.get(),
        right ? "" : " OFF");
    return right;
  }

  private static double rate(Case of, double seconds) {
    int part = (int) Math.min(of.rates.size() - 1, seconds * of.rates.size() / SECONDS);
    return of.rates.get(part) * 1000;
  }

  private static double between(List<Coded> coded, double from, double to) {
    return coded.stream().filter(c -> c.seconds >= from && c.seconds < to).mapToDouble(Coded::bits).sum();
  }

  /// There is one picture, so it can be had again only when the encoder has let it go.
  private static Picture free(PicturePool pool) {
    while (true) {
      var picture = pool.take();
      if (picture != null) {
        return picture;
      }
      LockSupport.parkNanos(100_000);
    }
  }

  private static final class Out implements Publisher {
    final List<Coded> coded = new ArrayList<>();

    @Override
    public boolean publish(AccessUnit unit) {
      coded.add(new Coded(unit.pts().ticks() / 90_000.0, unit.data().byteSize() * 8.0));
      return true;
    }

    @Override
    public void interrupt() {}
  }
}
