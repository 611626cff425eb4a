import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
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
/// What is asked for is read and decoded all the same. What is asked for first is cold in this program, not on the disk.
final class Month {
  private static final long MINUTE = 60_000_000;
  private static final long DAY = 1440 * MINUTE;
  private static final long START = 1_767_225_600_000_000L; // 2026-01-01
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'front/'uuuu/MM/dd/HHmmss'Z-main.mp4'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final int days;
  private final int asked;
  private final DeviceKey key = DeviceKey.fresh();
  private final Random random = new Random(1);
  private final Checks checks = new Checks();
  private final Map<String, Object> result = new LinkedHashMap<>();

  private Month(Path folder, int days, int asked) {
    this.folder = folder;
    this.days = days;
    this.asked = asked;
  }

  public static void main(String[] args) throws Exception {
    var options = Options.of(args, Map.of("days", 30L, "asked", 50L));
    Options.endAfter(600);
    var run = Files.createDirectories(Path.of(args[0]).resolve(".run"));
    var folder = Files.createTempDirectory(run, "bench-store");
    int code;
    try {
      code = new Month(folder, (int) options.get("days"), (int) options.get("asked")).run();
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
    Report.machine(result);
    fill();
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

  private void start() throws Exception {
    measure("start-up", 1_000, 3, () -> store().close());
  }

  private void measure(String what, double most, int times, Doing doing) throws Exception {
    var took = new double[times];
    for (int i = 0; i < times; i++) {
      long before = System.nanoTime();
      doing.run();
      took[i] = (System.nanoTime() - before) / 1e6;
    }
    double first = took[0];
    Arrays.sort(took);
    double median = took[times / 2];
    Report.say(
        "%-34s first %7.1f ms, median %6.1f ms, worst %7.1f ms; may be %4.0f ms",
        what, first, median, took[times - 1], most);
    result.put(what, Map.of("first", first, "median", median, "worst", took[times - 1], "most", most));
    checks.that(median < most, "%s takes %.1f ms, more than %.0f", what, median, most);
  }

  private long anyTime(long before) {
    return START + (long) (random.nextDouble() * (days * DAY - before));
  }

  private void ask(Store store) throws Exception {
    var playback = new Playback(store);
    var exports = new Exports(store, playback, Clock.SYSTEM);
    measure("timeline of a day", 20, asked, () -> playback.timeline("front", day(), day() + DAY, 288));
    measure("days of the month", 100, asked, () -> store.days("front", ZoneOffset.UTC));
    measure("picture at any time", 50, asked, () -> playback.still("front", anyTime(DAY), 320, false).orElseThrow());
    measure("the very picture", 500, asked, () -> playback.still("front", anyTime(DAY), 640, true).orElseThrow());
    measure("video of 30 s starts", 50, asked, () -> video(playback));
    int few = Math.max(3, asked / 5);
    var made = new ArrayList<Exporting>();
    measure("export of an hour is made", 50, few, () -> made.add(export(exports)));
    measure("export of an hour starts", 50, few, () -> fetch(exports, made.removeLast()));
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

  private Exporting export(Exports exports) throws Exception {
    long from = anyTime(DAY);
    return exports.make("anna", List.of("front"), from, from + 60 * MINUTE).orElseThrow();
  }

  private static void fetch(Exports exports, Exporting export) throws Exception {
    try (var reel = exports.file(export, "front").orElseThrow()) {
      reel.read(ByteBuffer.allocateDirect(64 << 10), 0);
    }
  }
}
