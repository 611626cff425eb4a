import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The benchmark `cameras`: six cameras of one server are broken at random, and the others must not notice.
final class Cameras {
  private static final int FIRST_LOOK = 60; // seconds after which the server is as large as it gets
  private static final int ALL_WELL_WITHIN = 45; // seconds

  private final int seconds;
  private final int every;
  private final Random random;
  private final Path log;
  private final House house;
  private final Checks checks = new Checks();
  private final Metronome metronome = new Metronome();
  private final List<Feed> feeds;
  private final Served served;
  private final Map<Feed, Watcher> watchers = new LinkedHashMap<>();
  private final Map<String, Object> result = new LinkedHashMap<>();
  private Audience audience;
  private long nextLook;

  private Cameras(Path root, int seconds, int every, long seed) throws Exception {
    this.seconds = seconds;
    this.every = every;
    this.random = new Random(seed);
    var dir = Files.createDirectories(root.resolve(".run/bench-cameras"));
    this.log = Files.writeString(dir.resolve("server.log"), "");
    result.put("bench", "cameras");
    result.put("seconds", seconds);
    result.put("every", every);
    result.put("seed", seed);
    Report.machine(result);
    Report.say("%d s, every %d s a stream is broken, seed %d; server's log: %s", seconds, every, seed, log);
    this.house = new House(root, dir, log);
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeHouse));
    this.served = house.start();
    this.feeds = house.feeds(checks);
  }

  public static void main(String[] args) throws Exception {
    var options = Options.of(args, Map.of("seconds", 600L, "every", 5L, "seed", System.nanoTime()));
    int seconds = (int) options.get("seconds");
    Options.endAfter(seconds + 240);
    var bench = new Cameras(Path.of(args[0]), seconds, (int) options.get("every"), options.get("seed"));
    System.exit(bench.run());
  }

  private int run() throws Exception {
    try {
      audience = new Audience(served.address());
      for (var feed : feeds) {
        watchers.put(feed, audience.join(feed.camera, feed.rendition));
      }
      measure();
      audience.close();
    } finally {
      end();
    }
    result.put("passed", checks.passed());
    result.put("failed", checks.failed());
    System.out.println(Report.json(result));
    return checks.tell();
  }

  private void measure() throws Exception {
    for (var watcher : watchers.values()) {
      watcher.firstPicture().get(20, TimeUnit.SECONDS);
    }
    feeds.forEach(Feed::begin);
    nextLook = System.nanoTime();
    int untilFirst = Math.min(FIRST_LOOK, seconds / 4);
    breakThem(untilFirst);
    var first = hold();
    double cpu = served.cpuSeconds();
    long from = System.nanoTime();
    breakThem(seconds - untilFirst);
    double percent = 100 * (served.cpuSeconds() - cpu) / ((System.nanoTime() - from) / 1e9);
    var last = hold();
    tell(percent);
    last.compare(first, checks, result);
  }

  /// Twice at first, so that what measuring costs is in both.
  private Holding hold() throws Exception {
    for (int waited = 0; !feeds.stream().allMatch(Feed::isWell) && waited < ALL_WELL_WITHIN; waited++) {
      look();
    }
    Holding.of(served);
    for (int i = 0; i < 6; i++) { // what the C library keeps goes back to the system every 5 s
      look();
    }
    return Holding.of(served);
  }

  private void breakThem(int forSeconds) throws Exception {
    for (int second = 1; second <= forSeconds; second++) {
      look();
      if (second % every == 0) {
        Thread.sleep(random.nextInt(800)); // anywhere within a second
        breakOne();
      }
    }
  }

  private void breakOne() throws Exception {
    var could = feeds.stream().filter(f -> f.isWell() && !f.breakages.isEmpty()).toList();
    if (!could.isEmpty()) {
      var feed = could.get(random.nextInt(could.size()));
      feed.breakIt(feed.breakages.get(random.nextInt(feed.breakages.size())));
    }
  }

  /// Once a second.
  private void look() throws Exception {
    nextLook += Feed.SECOND;
    TimeUnit.NANOSECONDS.sleep(nextLook - System.nanoTime());
    house.children();
    var metrics = served.labelledMetrics();
    long late = metronome.late();
    var seen = audience.seen();
    for (var feed : feeds) {
      var watcher = watchers.get(feed);
      if (watcher.closed) {
        throw new IOException("the server closed the connection of " + feed.label + "'s viewer; see " + log);
      }
      feed.observe(seen.get(watcher), metrics, late);
      feed.letGo();
    }
  }

  private void tell(double cpuPercent) throws IOException {
    Report.say("");
    Feed.head();
    for (var feed : feeds) {
      feed.tell(result);
    }
    feeds.forEach(f -> f.marks().forEach(m -> Report.say("  %s", m)));
    var ways = new TreeMap<String, Samples>();
    feeds.forEach(
        f -> f.back.forEach((way, times) -> ways.computeIfAbsent(way, _ -> new Samples()).addAll(times)));
    ways.forEach(
        (way, times) ->
            Report.say("  %-16s %3d times, back in p50 %.2f s, max %.2f s", way, times.count(), times.median() / 1e3, times.largest() / 1e3));
    var back = new Samples();
    ways.values().forEach(back::addAll);
    Report.say(
        "all: %d times broken and back, p50 %.2f s, max %.2f s; server's CPU %.1f %% of one core; this machine kept a sleeping thread waiting for %d ms at most; load %s",
        back.count(), back.median() / 1e3, back.largest() / 1e3, cpuPercent, metronome.worst() / 1_000_000, Report.load());
    result.put("back", back.count());
    result.put("backP50Ms", back.median());
    result.put("backMaxMs", back.largest());
    result.put("serverCpuPercent", cpuPercent);
    result.put("machineLateMs", metronome.worst() / 1_000_000);
    result.put("loadAfter", Report.load());
  }

  private void end() throws Exception {
    boolean inTime = true;
    try {
      served.close();
    } catch (IllegalStateException _) {
      inTime = false;
    }
    checks.that(inTime, "the server did not end within 10 s of SIGTERM");
    checks.that(house.left() == 0, "%d of the server's children outlived it", house.left());
    long bad = Files.readAllLines(log).stream().filter(l -> l.startsWith("\tat ") || l.contains(" ERROR ")).count();
    checks.that(bad == 0, "%d lines of errors and stack traces in %s", bad, log);
  }

  private void closeHouse() {
    try {
      house.close();
    } catch (IOException e) {
      Report.say("%s", e);
    }
  }
}
