import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import nightjar.base.Clock;
import nightjar.playback.Exporting;
import nightjar.playback.Exports;
import nightjar.playback.Playback;
import nightjar.record.file.DeviceKey;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;

/// The benchmark `store`: a month of footage, and how long people wait for some of it.
///
/// Only one minute is real; the others are further names of its file, with rows that say other times.
/// What is asked for is read and decoded all the same, but what the disk itself takes is not in it: the file is in memory.
final class Month {
  private static final Logger nightjar = Logger.getLogger("nightjar"); // kept: else its level is forgotten
  private static final long MINUTE = 60_000_000;
  private static final long DAY = 1440 * MINUTE;
  private static final long START = 1_767_225_600_000_000L; // 2026-01-01
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'front/'uuuu/MM/dd/HHmmss'Z-main.mp4'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final int days;
  private final int asked;
  private final int warmed;
  private final DeviceKey key = DeviceKey.fresh();
  private final Random random = new Random(1);
  private final Checks checks = new Checks();
  private final Map<String, Object> result = new LinkedHashMap<>();

  private Month(Path folder, Options options) {
    this.folder = folder;
    this.days = (int) options.get("days");
    this.asked = (int) options.get("asked");
    this.warmed = (int) options.get("before");
  }

  public static void main(String[] args) throws Exception {
    var options = Options.of(args, Map.of("days", 30L, "asked", 50L, "before", 10L));
    Options.endAfter(600);
    var run = Files.createDirectories(Path.of(args[0]).resolve(".run"));
    var folder = Files.createTempDirectory(run, "bench-store");
    int code;
    try {
      code = new Month(folder, options).run();
    } finally {
      remove(folder);
    }
    System.exit(code);
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private int run() throws Exception {
    nightjar.setLevel(Level.WARNING);
    Report.machine(result);
    fill();
    Report.say(
        "%-36s %6s %9s %7s %7s %7s %7s %7s", "milliseconds", "bound", "the very", "then", "first", "median", "worst", "core");
    Report.say("%-36s %6s %9s %7s %31s", "", "", "first", "warming", "median");
    start();
    try (var store = store()) {
      ask(store);
    }
    System.out.println(Report.json(result));
    return checks.tell();
  }

  private Store store() throws IOException {
    return Store.open(folder, StoreConfig.STANDARD, key, Clock.SYSTEM);
  }

  /// A row and a name for each minute.
  private void fill() throws Exception {
    try (var store = store()) {
      Minute.write(store, START);
    }
    var first = folder.resolve(name(0));
    for (int i = 1; i < days * 1440; i++) {
      var file = folder.resolve(name(i));
      Files.createDirectories(file.getParent());
      Files.createLink(file, first);
    }
    try (var index = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("index.db"));
        var add =
            index.prepareStatement(
                "INSERT INTO files SELECT NULL, camera, rendition, ?, start + ?, end + ?, bytes, number, root, synced,"
                    + " event, locked, mended, activity, thumbnail_at, thumbnail_length, boot, mono + ?"
                    + " FROM files WHERE id = 1")) {
      index.setAutoCommit(false);
      for (int i = 1; i < days * 1440; i++) {
        add.setString(1, name(i));
        for (int column = 2; column <= 4; column++) {
          add.setLong(column, i * MINUTE);
        }
        add.addBatch();
      }
      add.executeBatch();
      index.commit();
    }
    Report.say("%d files of %.1f MB, under %s", days * 1440, Files.size(first) / 1e6, folder);
  }

  private static String name(int minute) {
    return NAME.format(Instant.ofEpochSecond((START + minute * MINUTE) / 1_000_000));
  }

  private interface Doing {
    void run() throws Exception;
  }

  private static double took(Doing doing) throws Exception {
    long before = System.nanoTime();
    doing.run();
    return (System.nanoTime() - before) / 1e6;
  }

  /// How long something took, each time.
  private static final class Times {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Double> all = new ArrayList<>();
    private final List<Double> core = new ArrayList<>(); // of it this thread had a core: the rest it waited, also for others

    void add(Doing doing) throws Exception {
      long before = System.nanoTime();
      long coreBefore = THREADS.getCurrentThreadCpuTime();
      doing.run();
      all.add((System.nanoTime() - before) / 1e6);
      core.add((THREADS.getCurrentThreadCpuTime() - coreBefore) / 1e6);
    }
  }

  private void start() throws Exception {
    var times = new Times();
    for (int i = 0; i < 3; i++) {
      times.add(() -> store().close());
    }
    tell("start-up", 1_000, times, 0);
  }

  private void measure(String what, double most, Doing doing) throws Exception {
    var times = new Times();
    for (int i = 0; i < warmed + asked; i++) {
      times.add(doing);
    }
    tell(what, most, times, warmed);
  }

  /// @param before how many of the times do not count: this program's code was still being loaded and compiled
  private void tell(String what, double most, Times times, int before) {
    double cold = times.all.getFirst();
    double first = times.all.get(before);
    var sorted = times.all.stream().skip(before).sorted().toList();
    double median = sorted.get(sorted.size() / 2);
    double worst = sorted.getLast();
    var cores = times.core.stream().skip(before).sorted().toList();
    double core = cores.get(cores.size() / 2);
    boolean well = first < most && median < most;
    Report.say(
        "%-36s %6.0f %9.1f %7d %7.1f %7.1f %7.1f %7.1f  %s",
        what, most, cold, before, first, median, worst, core, well ? "well" : "MISSED");
    var figures = new LinkedHashMap<String, Object>();
    figures.put("most", most);
    figures.put("cold", cold);
    figures.put("before", before);
    figures.put("first", first);
    figures.put("median", median);
    figures.put("worst", worst);
    figures.put("core", core);
    result.put(what, figures);
    checks.that(well, "%s takes %.1f ms at first, then %.1f; it may take %.0f", what, first, median, most);
  }

  private long anyTime(long before) {
    return START + (long) (random.nextDouble() * (days * DAY - before));
  }

  private void ask(Store store) throws Exception {
    var playback = new Playback(store);
    measure("timeline of a day", 20, () -> timeline(playback));
    measure("days of the month", 100, () -> store.days("front", ZoneOffset.UTC));
    measure("picture at any time", 50, () -> playback.still("front", anyTime(DAY), 320, false).orElseThrow());
    measure("the very picture", 500, () -> playback.still("front", anyTime(DAY), 640, true).orElseThrow());
    measure("video of 30 s starts", 50, () -> video(playback));
    exports(store);
  }

  private void timeline(Playback playback) throws Exception {
    long day = day();
    if (playback.timeline("front", day, day + DAY, 288).spans().size() != 1) {
      throw new AssertionError("a day without a gap is one span");
    }
  }

  /// Each is asked for and fetched, as people do; and fetched from a server that was started anew and knows nothing of it.
  private void exports(Store store) throws Exception {
    var exports = new Exports(store, new Playback(store), Clock.SYSTEM);
    var makes = new Times();
    var starts = new Times();
    var again = new Times();
    for (int i = 0; i < warmed + asked; i++) {
      long from = anyTime(DAY);
      makes.add(() -> exports.make("anna", List.of("front"), from, from + 60 * MINUTE).orElseThrow());
      var made = exports.of("anna").getLast();
      starts.add(() -> fetch(exports, made));
      var anew = new Exports(store, new Playback(store), Clock.SYSTEM);
      again.add(() -> fetch(anew, anew.find("anna", made.stand().id()).orElseThrow()));
    }
    tell("export of an hour is made", 50, makes, warmed);
    tell("export of an hour starts", 50, starts, warmed);
    tell("the same after a restart", 50, again, warmed);
  }

  private long day() {
    return START + random.nextInt(days) * DAY;
  }

  private void video(Playback playback) throws Exception {
    long from = anyTime(DAY);
    var video = playback.video("front", Optional.empty(), from, from + 30_000_000, OptionalLong.of(from)).orElseThrow();
    try (var reel = video.reel()) {
      reel.read(ByteBuffer.allocateDirect(64 << 10), 0);
    }
  }

  private static void fetch(Exports exports, Exporting export) throws Exception {
    try (var reel = exports.file(export, "front").orElseThrow()) {
      reel.read(ByteBuffer.allocateDirect(64 << 10), 0);
    }
  }
}
