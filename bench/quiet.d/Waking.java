import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import nightjar.camera.demo.DemoSource;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.Hindsight;
import nightjar.encode.Publisher;
import nightjar.encode.QuietSettings;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// What is lost of a visit before full rate: the demo's scene, the real engine, the real encoding,
/// and an encoder that takes no time. From the first picture in which a single sample shows somebody.
final class Waking {
  private static final PictureFormat FORMAT = new PictureFormat(1280, 720, 15, Colour.SYCC);
  private static final EncodeSettings SETTINGS = new EncodeSettings(2_000_000, 15, Duration.ofSeconds(2));
  private static final Duration EVERY = Duration.ofSeconds(60);
  private static final int VISITS_A_SCENE = 5;
  private static final int AFTERWARDS = 5 * 15; // pictures after somebody left, in which a trace is left

  private Waking() {}

  /// One scene's pictures.
  ///
  /// @param there whether somebody is
  /// @param stirs whether the engine says so
  /// @param without whether it was encoded with no hindsight
  /// @param with the same with it
  /// @param began the picture with which an event begins that lasts; NOBODY when none does
  private record Run(boolean[] there, boolean[] stirs, boolean[] without, boolean[] with, int[] began) {
    static final int NOBODY = Integer.MAX_VALUE;

    /// Of each event's pictures, those that were not encoded.
    int[] leftOutOfEvents() {
      return Arrays.stream(began).filter(b -> b != NOBODY).distinct()
          .map(from -> (int) IntStream.range(from, last(from) + 1).filter(i -> !with[i]).count())
          .toArray();
    }

    private int last(int event) {
      return IntStream.range(0, began.length).filter(i -> began[i] == event).max().orElseThrow();
    }
  }

  /// @param late pictures from its first to the one at which the engine says so
  /// @param without pictures not encoded up to there
  private record Visit(int late, int without, int with) {}

  static void print(int scenes) throws Exception {
    var visits = new ArrayList<Visit>();
    var events = IntStream.builder();
    long quiet = 0;
    long awake = 0;
    for (int seed = 1; seed <= scenes; seed++) {
      var run = run(seed);
      visits.addAll(visits(run));
      Arrays.stream(run.leftOutOfEvents()).forEach(events);
      long since = 0;
      for (int i = 0; i < run.there.length; i++) {
        since = run.there[i] ? 0 : since + 1;
        if (since > AFTERWARDS) {
          quiet++;
          awake += run.stirs[i] ? 1 : 0;
        }
      }
    }
    System.out.printf("%n%d visits in %d scenes, pictures at 15 a second%n", visits.size(), scenes);
    line("pictures until the engine says so", visits.stream().mapToInt(Visit::late).toArray());
    line("left out of those, nothing held back", visits.stream().mapToInt(Visit::without).toArray());
    line("left out of those, held back", visits.stream().mapToInt(Visit::with).toArray());
    line("left out of an event, from its start to its end", events.build().toArray());
    System.out.printf(Locale.ROOT, "stirs, 5 s after somebody left and later: %.2f %% of pictures%n", 100.0 * awake / quiet);
  }

  private static void line(String what, int[] each) {
    var sorted = each.clone();
    Arrays.sort(sorted);
    System.out.printf("%-50s median %2d, worst %2d, at most one in %d of %d: %s%n",
        what, sorted[sorted.length / 2], sorted[sorted.length - 1],
        Arrays.stream(each).filter(n -> n <= 1).count(), each.length, Arrays.toString(each));
  }

  private static List<Visit> visits(Run run) {
    var visits = new ArrayList<Visit>();
    for (int i = 1; i < run.there.length; i++) {
      if (run.there[i] && !run.there[i - 1] && !run.stirs[i - 1]) {
        visits.add(visit(run, i));
      }
    }
    return visits;
  }

  private static Visit visit(Run run, int from) {
    int at = from;
    int without = 0;
    int with = 0;
    while (at < run.there.length && run.there[at] && !run.stirs[at]) {
      without += run.without[at] ? 0 : 1;
      with += run.with[at] ? 0 : 1;
      at++;
    }
    return new Visit(at - from, without, with);
  }

  private static Run run(int seed) throws Exception {
    int pictures = (int) (EVERY.toSeconds() * FORMAT.fps() * (VISITS_A_SCENE + 0.5));
    var run = new Run(new boolean[pictures], new boolean[pictures], new boolean[pictures], new boolean[pictures], new int[pictures]);
    var clock = new Stepped();
    try (var scene = new DemoSource(FORMAT, seed, EVERY, clock);
        var pool = new PicturePool(FORMAT, 24);
        var without = new Part(Hindsight.NONE, run.without, clock);
        var with = new Part(Hindsight.STANDARD, run.with, clock)) {
      var eyes = new Eyes(FORMAT);
      for (int i = 0; i < pictures; i++) {
        var picture = Free.of(pool);
        scene.read(picture);
        boolean stirs = eyes.stirs(picture);
        run.there[i] = scene.stirs();
        run.stirs[i] = stirs;
        long began = eyes.began();
        run.began[i] =
            began == Eyes.NOBODY ? Run.NOBODY : i - (int) Math.round((picture.ticks() - began) / 1e9 * FORMAT.fps());
        picture.stamp(picture.ticks(), i);
        without.offer(picture, stirs);
        with.offer(picture, stirs);
        picture.release();
      }
    }
    return run;
  }

  /// An encoding that notes which pictures came out.
  private static final class Part implements AutoCloseable {
    private final Feed feed = new Feed();
    private final Encoding encoding;

    Part(Hindsight hindsight, boolean[] encoded, Stepped clock) {
      encoding = new Encoding("waking", SETTINGS, (_, _) -> new Nothing(), feed, new Noting(encoded), clock, clock.ticks());
      encoding.use(QuietSettings.STANDARD);
      encoding.use(hindsight);
      encoding.start();
    }

    void offer(Picture picture, boolean stirs) throws InterruptedException {
      picture.hold();
      feed.offer(encoding, picture, stirs);
    }

    @Override
    public void close() {
      encoding.close();
    }
  }

  private record Noting(boolean[] encoded) implements Publisher {
    @Override
    public boolean publish(AccessUnit unit) {
      encoded[(int) unit.captured()] = true;
      return true;
    }

    @Override
    public void interrupt() {}
  }

  private static final class Nothing implements Encoder {
    @Override
    public void encode(Picture picture, boolean idr, Output out) throws IOException {
      out.unit(MemorySegment.ofArray(new byte[] {1}), idr);
    }

    @Override
    public void close() {}
  }
}
