import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightjar.camera.demo.DemoSource;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.Hindsight;
import nightjar.encode.Publisher;
import nightjar.encode.QuietSettings;
import nightjar.encode.Saved;
import nightjar.encode.ffmpeg.Jpeg;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// The benchmark `quiet`: the demo's scene through the real encoding, at full rate and with quiet
/// times at a trickle. Time is stepped from picture to picture, so an hour takes as long as its
/// pictures take to draw and encode. The real engine says when it stirs, the scene when somebody is
/// there.
final class Quiet {
  private static final PictureFormat FORMAT = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final EncodeSettings H264 = new EncodeSettings(2_000_000, 15, Duration.ofSeconds(2));
  private static final EncodeSettings JPEG = new EncodeSettings(4_000_000, 8, Duration.ofSeconds(1));

  private Quiet() {}

  /// One picture's fate.
  private record Coded(long ticks, boolean stirs, int bytes, boolean idr) {}

  private record Run(List<Coded> pictures, double cpu, Saved saved) {
    long bytes() {
      return pictures.stream().mapToLong(Coded::bytes).sum();
    }

    long encoded() {
      return pictures.stream().filter(p -> p.bytes > 0).count();
    }
  }

  public static void main(String[] args) throws Exception {
    var minutes = args.length > 0 ? args[0] : "5";
    var visits = args.length > 1 ? args[1] : "100";
    if (args.length > 2 || !minutes.matches("[1-9]\\d?") || !visits.matches("\\d{2,4}")) {
      System.err.println("bench/quiet: wrong usage; --help says what is right");
      System.exit(64);
    }
    var lasting = Duration.ofMinutes(Long.parseLong(minutes));
    var every = Duration.ofSeconds(Long.parseLong(visits));
    System.out.printf("1280x720 at 15 fps, %s minutes, somebody comes every %s s%n", minutes, visits);
    compare("H.264 by openh264", OpenH264::open, H264, lasting, every);
    compare("JPEG", Jpeg::open, JPEG, lasting, every);
    Waking.print(5);
  }

  private static void compare(
      String name, Encoder.Opener opener, EncodeSettings settings, Duration lasting, Duration every)
      throws Exception {
    var full = run(opener, settings, QuietSettings.OFF, lasting, every);
    var quiet = run(opener, settings, QuietSettings.STANDARD, lasting, every);
    System.out.printf("%n%s%n%-34s %12s %12s %8s%n", name, "", "full rate", "trickle", "less");
    line("pictures encoded", full.encoded(), quiet.encoded());
    line("kB in all", full.bytes() / 1e3, quiet.bytes() / 1e3);
    line("kB while nothing stirs, linger off", still(full) / 1e3, still(quiet) / 1e3);
    line("encoder's CPU seconds", full.cpu(), quiet.cpu());
    System.out.printf(
        "%-34s %12.0f %12.0f%n",
        "kB saved: truly, as estimated", (full.bytes() - quiet.bytes()) / 1e3, quiet.saved().bytes() / 1e3);
    sizes("full rate", full);
    sizes("trickle", quiet);
  }

  private static void line(String what, double full, double quiet) {
    System.out.printf(Locale.ROOT, "%-34s %12.1f %12.1f %7.1f%%%n", what, full, quiet, 100 - 100 * quiet / full);
  }

  /// Bytes of what came later than the linger after the last stir.
  private static long still(Run run) {
    long bytes = 0;
    long stirred = Long.MIN_VALUE / 2;
    for (var p : run.pictures) {
      stirred = p.stirs ? p.ticks : stirred;
      bytes += p.ticks - stirred > QuietSettings.STANDARD.linger().toNanos() ? p.bytes : 0;
    }
    return bytes;
  }

  /// How the encoder spends: around the beginning of a visit, in bytes a picture.
  private static void sizes(String name, Run run) {
    int at = start(run, 1);
    if (at > 30) {
      var text = new StringBuilder();
      for (var p : run.pictures.subList(at - 30, Math.min(run.pictures.size(), at + 12))) {
        text.append(p.stirs ? " *" : " ").append(p.bytes).append(p.idr ? "I" : "");
      }
      System.out.println(name + ", bytes of the 30 pictures before somebody comes (*) and 12 after:" + text);
    }
  }

  private static int start(Run run, int visit) {
    int seen = 0;
    for (int i = 1; i < run.pictures.size(); i++) {
      if (run.pictures.get(i).stirs && !run.pictures.get(i - 1).stirs && ++seen == visit) {
        return i;
      }
    }
    return -1;
  }

  /// H.264 takes each picture, and holds some back. JPEG takes every other, and holds none: what is
  /// through with one has let it go.
  private static Run run(
      Encoder.Opener opener, EncodeSettings settings, QuietSettings quiet, Duration lasting, Duration every)
      throws Exception {
    var clock = new Stepped();
    boolean takesEach = settings.fps() >= FORMAT.fps();
    int count = (int) (lasting.toNanos() / 1e9 * FORMAT.fps());
    var out = new Out(count);
    var pictures = new ArrayList<Coded>();
    var feed = new Feed();
    var thread = new long[1];
    Encoder.Opener counted =
        (format, asked) -> {
          thread[0] = Thread.currentThread().threadId();
          return opener.open(format, asked);
        };
    var there = new boolean[count];
    try (var scene = new DemoSource(FORMAT, 1, every, clock);
        var pool = new PicturePool(FORMAT, takesEach ? 16 : 1);
        var encoding = new Encoding("bench", settings, counted, feed, out, clock, clock.ticks())) {
      long start = clock.ticks();
      var eyes = new Eyes(FORMAT);
      encoding.use(quiet);
      encoding.use(takesEach ? Hindsight.STANDARD : Hindsight.NONE);
      encoding.start();
      for (int i = 0; i < count; i++) {
        var picture = Free.of(pool);
        scene.read(picture);
        there[i] = scene.stirs();
        boolean stirs = eyes.stirs(picture);
        picture.stamp(picture.ticks(), i);
        if (takesEach) {
          feed.offer(encoding, picture, stirs);
        } else {
          encoding.offer(picture, stirs);
          picture.release();
          Free.of(pool).release();
        }
      }
      while (takesEach && encoding.counts().encoded.get() + encoding.leftOut() < count - 16) {
        Thread.sleep(1);
      }
      double cpu = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread[0]) / 1e9;
      for (int i = 0; i < count; i++) {
        pictures.add(new Coded(start + (long) (i * 1e9 / FORMAT.fps()), there[i], out.bytes[i], out.idr[i]));
      }
      return new Run(pictures, cpu, encoding.saved());
    }
  }

  /// What came of each picture, which has its number for a time.
  private static final class Out implements Publisher {
    final int[] bytes;
    final boolean[] idr;

    Out(int pictures) {
      bytes = new int[pictures];
      idr = new boolean[pictures];
    }

    @Override
    public boolean publish(AccessUnit unit) throws IOException {
      idr[(int) unit.captured()] = unit.idr();
      bytes[(int) unit.captured()] = (int) unit.data().byteSize();
      return true;
    }

    @Override
    public void interrupt() {}
  }
}
