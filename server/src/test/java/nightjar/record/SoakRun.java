package nightjar.record;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import nightjar.base.SlabPool;
import nightjar.playback.Playback;
import nightjar.playback.TooMuchException;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Inspection;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;

/// Hours of recording, as fast as they go: what should not grow is watched, and what is written is
/// counted.
///
/// Recordings are the real ones, a turn at a time on one thread, as is what the "footage" thread
/// does; so are streams and the store, which is on the disk.
final class SoakRun {
  private static final int SECOND = CodedScene.FPS; // ticks of the frame rate, as are the others
  private static final int MINUTE = 60 * SECOND;
  private static final int MARK = 5 * SECOND;
  private static final int TIDY = 3 * SECOND;
  private static final int ASK = 5 * MINUTE;
  private static final int LOCK = 15 * MINUTE;
  private static final int UNLOCK = 12 * MINUTE; // after that
  private static final long MICROS = 60_000_000; // a minute of wall time
  private static final double VIDEO = 1_500_000 / 8.0 * 60; // bytes a minute
  private static final double MOST = 1.01; // amplification, by what the store counts
  private static final double UNEXPLAINED = 0.005; // of the video
  private static final int LONG = 12 * 60; // minutes
  private static final int MENDS = 200; // that are remembered

  private final Setup setup;
  private final PrintStream out;
  private final SoakClock clock = new SoakClock();
  private final SlabPool slabs = new SlabPool(8 << 20);
  private final List<SoakCamera> cameras = new ArrayList<>();
  private final Store store;
  private final Playback playback;
  private final Anchors anchors;
  private final Kernel before;
  private final Gauges gauges = new Gauges();
  private final List<String> wrong = new ArrayList<>();
  private final long began = System.nanoTime();
  private String words = "";
  private long locked = -1; // wall time: a minute of each camera's until then

  /// @param folder where footage goes
  /// @param bytes of it at most
  /// @param samples how often things are looked at
  record Setup(Path folder, int minutes, int cameras, long bytes, int samples, CodedScene coded) {
    int ticks() {
      return minutes * MINUTE;
    }
  }

  private static final class Gauges {
    final Gauge files = new Gauge("files", 10);
    final Gauge heap = new Gauge("heap MB", 1);
    final Gauge resident = new Gauge("resident MB", 8);
    final Gauge descriptors = new Gauge("descriptors", 2);
    final Gauge threads = new Gauge("threads", 2);
    final Gauge index = new Gauge("index kB", 40);
    final Gauge log = new Gauge("log kB", 200); // of the index; never becomes smaller
    final Gauge marks = new Gauge("marks", 10);

    List<Gauge> all() {
      return List.of(files, heap, resident, descriptors, threads, index, log, marks);
    }

    /// Java compiles for hours, and a log that never becomes smaller is as large as ever after
    /// some.
    List<Gauge> held(int minutes) {
      return minutes >= LONG ? all() : List.of(files, heap, descriptors, index, marks);
    }
  }

  private SoakRun(Setup setup, PrintStream out) throws IOException {
    this.setup = setup;
    this.out = out;
    var keep =
        new StoreConfig(
            setup.bytes,
            new StoreConfig.Free.Percent(0),
            Duration.ZERO,
            Duration.ofMinutes(10),
            Optional.empty());
    this.store = Store.open(setup.folder, keep, DeviceKey.fresh(), clock);
    this.before = Kernel.now(); // SQLite's library has been unpacked
    this.playback = new Playback(store);
    this.anchors =
        new Anchors(UUID.randomUUID(), clock, () -> true, store::reanchor, Optional.empty());
    for (int i = 0; i < setup.cameras; i++) {
      cameras.add(new SoakCamera(i, setup.coded, store, anchors, clock, slabs));
    }
  }

  /// @param words what there was, in short
  /// @param wrong what is not as it should be
  record Outcome(String words, List<String> wrong) {}

  static Outcome run(Setup setup, PrintStream out)
      throws IOException, InterruptedException, TooMuchException, SQLException {
    var run = new SoakRun(setup, out);
    run.live();
    run.end();
    return new Outcome(run.words, run.wrong);
  }

  private void live() throws IOException, InterruptedException, TooMuchException, SQLException {
    say(
        "%d kbit/s at full rate, %d MB of footage at most, in %s",
        setup.coded.rate() / 1000, setup.bytes / 1_000_000, setup.folder);
    say("   time  files     MB  heap MB  resident  descr.  threads  index kB  log kB  marks  took");
    int sample = setup.ticks() / setup.samples;
    for (int tick = 0; tick < setup.ticks(); tick++) {
      clock.at(tick * 1_000_000_000L / SECOND);
      for (var camera : cameras) {
        camera.turn(tick);
      }
      if (tick % SECOND == 0) {
        second(tick);
      }
      if ((tick + 1) % sample == 0) {
        look(tick + 1);
      }
    }
  }

  private void second(int tick) throws IOException, TooMuchException {
    anchors.look();
    if (tick % MARK == 0) {
      for (var camera : cameras) {
        camera.mark();
      }
    }
    if (tick % TIDY == 0) {
      tidy();
    }
    if (tick % ASK == 0) {
      ask();
    }
    if (tick % LOCK == LOCK - UNLOCK) {
      locked = clock.wallMicros();
      lock(true);
    } else if (tick % LOCK == 0 && locked >= 0) {
      lock(false);
    }
  }

  private void tidy() {
    while (store.tidy().more()) {
      // as soon as it may be called again
    }
  }

  private void lock(boolean lock) throws IOException {
    for (var camera : cameras) {
      store.lock(camera.name(), locked - MICROS / 2, locked, lock);
    }
  }

  /// What people ask for: the last minutes, with a look at the first and the last of the video.
  private void ask() throws IOException, TooMuchException {
    long now = clock.wallMicros();
    for (var camera : cameras) {
      store.find(camera.name(), Optional.empty(), now - 60 * MICROS, now);
      playback.timeline(camera.name(), now - 60 * MICROS, now, 60);
      var video =
          playback.video(
              camera.name(), Optional.empty(), now - 4 * MICROS, now, OptionalLong.empty());
      if (video.isPresent()) {
        try (var reel = video.get().reel()) {
          var buffer = ByteBuffer.allocate(64 << 10);
          reel.read(buffer, 0);
          reel.read(buffer.clear(), Math.max(0, reel.length() - buffer.capacity()));
        }
      }
    }
  }

  private void look(int tick) throws IOException, SQLException {
    System.gc();
    var runtime = Runtime.getRuntime();
    gauges.heap.add((runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    gauges.resident.add(Kernel.resident() / 1e6);
    gauges.descriptors.add(Kernel.descriptors());
    gauges.threads.add(Kernel.threads());
    gauges.files.add(files());
    gauges.index.add(Files.size(setup.folder.resolve("index.db")) / 1e3);
    gauges.log.add(Files.size(setup.folder.resolve("index.db-wal")) / 1e3);
    gauges.marks.add(marks());
    say(
        "%3d:%02d h %5.0f %6.0f %8.2f %9.1f %7.0f %8.0f %9.0f %7.0f %6.0f %5d s",
        tick / MINUTE / 60,
        tick / MINUTE % 60,
        gauges.files.last(),
        store.health().used() / 1e6,
        gauges.heap.last(),
        gauges.resident.last(),
        gauges.descriptors.last(),
        gauges.threads.last(),
        gauges.index.last(),
        gauges.log.last(),
        gauges.marks.last(),
        (System.nanoTime() - began) / 1_000_000_000);
  }

  private long files() throws IOException {
    try (var all = Files.walk(setup.folder)) {
      return all.filter(file -> file.toString().endsWith(".mp4")).count();
    }
  }

  private long marks() throws SQLException {
    var url = "jdbc:sqlite:" + setup.folder.resolve("index.db");
    try (var index = DriverManager.getConnection(url);
        var asked = index.createStatement();
        var rows = asked.executeQuery("SELECT count(*) FROM events")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private void end() throws IOException {
    cameras.forEach(SoakCamera::end);
    tidy();
    int mends = store.mends().size();
    store.close();
    cameras.forEach(SoakCamera::close);
    require(slabs.heldBytes() == 0, "%d bytes of pictures are held", slabs.heldBytes());
    slabs.close();
    recorded(mends);
    written(sum(c -> c.micros.get()) / 60e6);
    var checked = Inspection.check(setup.folder);
    require(checked.wrong().isEmpty() && checked.open() == 0, "check --store: %s", checked.wrong());
    say("check --store: %d files, %d wrong", checked.files(), checked.wrong().size());
    say("growth over the second half, and what it may be in a run of 12 hours or more:");
    gauges.all().forEach(gauge -> say("  %s", gauge));
    gauges.held(setup.minutes).forEach(gauge -> require(gauge.isFlat(), "%s", gauge));
  }

  private void recorded(int mends) {
    long refused = cameras.stream().mapToLong(SoakCamera::refused).sum();
    long failures = sum(c -> c.failures.get());
    say(
        "%d files, %.1f hours recorded; %d pictures lost to %d refused pieces, %d mends remembered",
        sum(c -> c.files.get()),
        sum(c -> c.micros.get()) / 3_600e6,
        sum(c -> c.lost.get()),
        refused,
        mends);
    require(failures == refused, "%d failures, of which %d were made", failures, refused);
    require(mends == Math.min(refused, MENDS), "%d mends of %d are known", mends, refused);
  }

  /// @param minutes that were recorded, of all cameras
  private void written(double minutes) throws IOException {
    var kernel = Kernel.now().since(before);
    var written = store.written();
    double video = written.video() / minutes;
    double own = written.total() / minutes - video;
    say("bytes a minute of one camera: %.0f of video, beside it", video);
    say(
        "  by the store %.0f: %.0f boxes and seals, %.0f index, %.0f other; the kernel was handed %.0f",
        own,
        written.footage() / minutes,
        written.index() / minutes,
        written.other() / minutes,
        kernel.passed() / minutes - video);
    words = "%.4f bytes written for 1 of video at 1.5 Mbit/s".formatted(1 + own / VIDEO);
    require(1 + own / VIDEO <= MOST, "more than %.2f is written", MOST);
    if (kernel.dirtied() < written.video() / 2) {
      say("  the kernel does not count what is written to this file system");
    } else {
      compare(kernel.dirtied() / minutes - video, own, minutes);
    }
  }

  /// A file's last page is written again, whole, when something is added after a sync.
  private void compare(double kernel, double own, double minutes) {
    long syncs = sum(c -> c.syncs.get());
    double pages = syncs * 4096.0 / minutes;
    double unexplained = kernel - own - pages;
    say(
        "  by the kernel %.0f: as much, %.0f for a page that was begun before each of %d syncs, and %.0f",
        kernel, pages, syncs, unexplained);
    words += ", %.4f in whole pages".formatted(1 + kernel / VIDEO);
    require(
        Math.abs(unexplained) <= UNEXPLAINED * VIDEO,
        "%.0f bytes a minute of what the kernel counts are not explained",
        unexplained);
  }

  private interface Count {
    long of(RecordCounts counts);
  }

  private long sum(Count count) {
    return cameras.stream().mapToLong(camera -> count.of(camera.counts())).sum();
  }

  private void require(boolean holds, String otherwise, Object... values) {
    if (!holds) {
      wrong.add(String.format(Locale.ROOT, otherwise, values));
    }
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /// `ROOT [HOURS [CAMERAS]]`
  public static void main(String[] args) throws Exception {
    int hours = args.length > 1 ? Integer.parseInt(args[1]) : 24;
    int cameras = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    var folder = Files.createTempDirectory(Path.of(args[0]), "soak");
    Outcome outcome;
    try {
      var coded = CodedScene.of(1280, 720);
      var setup =
          new Setup(
              folder.resolve("footage"),
              hours * 60,
              cameras,
              300_000_000,
              Math.max(hours, 6),
              coded);
      outcome = run(setup, System.out);
    } finally {
      remove(folder);
    }
    outcome.wrong.forEach(words -> System.out.println("FAILED: " + words));
    System.out.printf(
        "soak: %d h, %d cameras: %s, %s%n",
        hours, cameras, outcome.words, outcome.wrong.isEmpty() ? "flat" : "NOT as it should be");
    System.exit(outcome.wrong.isEmpty() ? 0 : 1);
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
