import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The benchmark `live`: which parts there are, in which order, and what is printed of them.
///
/// Joins come after a server had one viewer for a while and before it had many; its largest resident set is read then too,
/// so that it is that of a house with one viewer.
final class Live {
  private static final long LONGEST_RUN_SECONDS = 330;
  private static final int ENCODER_LINGERS_MILLIS = 5_000;
  // Of the viewer that stalls. Else its kernel takes in megabytes, and the server never learns that nobody reads them.
  private static final int SMALL_RECEIVE_BUFFER = 64 << 10;
  private static final Set<String> PARTS =
      Set.of("start", "idle", "one", "joins", "twenty", "hundred", "stall");

  private final Path root;
  private final boolean quick;
  private final Set<String> parts;
  private final Path log;
  private final Map<String, Object> result = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();
  private final Random random = new Random(1);

  private Live(Path root, boolean quick, Set<String> parts) throws IOException {
    this.root = root;
    this.quick = quick;
    this.parts = parts;
    this.log = Files.createDirectories(root.resolve(".run")).resolve("bench-live.log");
    Files.writeString(log, "");
  }

  public static void main(String[] args) throws Exception {
    var options = List.of(args).subList(1, args.length);
    boolean quick = options.contains("--quick");
    int only = options.indexOf("--only");
    var parts =
        only < 0 || only + 1 == options.size()
            ? PARTS
            : Arrays.stream(options.get(only + 1).split(",")).collect(Collectors.toSet());
    if (!PARTS.containsAll(parts) || options.size() != (quick ? 1 : 0) + (only < 0 ? 0 : 2)) {
      System.err.println("bench/live: wrong usage; --help says what is right");
      System.exit(64);
    }
    var watchdog = new Thread(Live::giveUp, "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    System.exit(new Live(Path.of(args[0]), quick, parts).run());
  }

  private static void giveUp() {
    try {
      TimeUnit.SECONDS.sleep(LONGEST_RUN_SECONDS);
      System.err.println("bench/live: took longer than " + LONGEST_RUN_SECONDS + " s; ending");
      System.exit(70);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private int run() throws Exception {
    machine();
    try (var served = Served.start(demo(), Map.of(), log)) {
      try (var audience = new Audience(served.address())) {
        watch(served, audience);
      }
      if (parts.contains("start")) {
        starts(served.command(), served.environment());
      }
    }
    result.put("broken", broken);
    broken.forEach(b -> Report.say("BROKEN: " + b));
    System.out.println(Report.json(result));
    return broken.isEmpty() ? 0 : 1;
  }

  private List<String> demo() {
    return List.of(root.resolve("nightjar").toString(), "demo", "--no-governor", "--port", "0");
  }

  private void machine() throws IOException {
    result.put("bench", "live");
    Report.machine(result);
    Report.say("Demo camera, 1280x720 at 15 pictures a second, openh264, 2 Mbit/s, over the loopback.");
    Report.say("The client is one Java thread with a selector, decodes nothing, and shares the cores with the server.");
  }

  private void watch(Served served, Audience audience) throws Exception {
    Report.say("");
    Report.say("%7s | %-33s | %-12s | %-26s | %-35s |", "", "capture to arrival, ms", "a picture,ms", "CPU, % of one core", "memory and bytes sent, MB");
    Report.say(
        "%7s | %6s %6s %6s %6s %5s | %6s %5s | %6s %5s %6s %6s | %5s %5s %5s %5s %5s | %5s %7s",
        "viewers", "mean", "p50", "p90", "p99", "ratio", "encode", "draw", "server", "draw", "encode", "client", "RSS", "peak", "Pss", "dirty", "held", "sent", "skipped");
    load("idle", served, audience, 0, quick ? 3 : 10);
    load("one", served, audience, 1, quick ? 6 : 30);
    if (parts.contains("joins")) {
      joins(audience);
    }
    load("twenty", served, audience, 20, quick ? 3 : 12);
    load("hundred", served, audience, 100, quick ? 3 : 12);
    if (parts.contains("stall")) {
      stall(served, audience);
    }
  }

  // --- viewers that read

  private void load(String part, Served served, Audience audience, int viewers, int seconds)
      throws Exception {
    if (!parts.contains(part)) {
      return;
    }
    audience.leaveAll();
    audience.grow(viewers);
    Thread.sleep(quick ? 1500 : 4000);
    audience.measure(true);
    var before = Moment.of(served);
    Thread.sleep(seconds * 1000L);
    var after = Moment.of(served);
    audience.measure(false);

    var latencies = new Samples();
    long skipped = 0;
    for (var watcher : audience.all()) {
      latencies.addAll(watcher.latencies);
      skipped += missing(watcher);
    }
    if (audience.all().stream().anyMatch(w -> w.closed)) {
      broken.add(part + ": the server closed a viewer's connection");
    }
    if (skipped > 0) {
      broken.add(part + ": " + skipped + " pictures missing at viewers that read");
    }
    report(part, viewers, before, after, latencies, skipped);
  }

  private void report(
      String part, int viewers, Moment before, Moment after, Samples latencies, long skipped) {
    double wall = (after.nanos() - before.nanos()) / 1e9;
    double pictures = after.metric(before, "nightjar_camera_pictures_total");
    double encoded = after.metric(before, "nightjar_encoded_pictures_total");
    double encode = 1e3 * after.metric(before, "nightjar_encode_seconds_total") / encoded;
    double draw = 1e3 * (after.drawing() - before.drawing()) / pictures;
    double server = 100 * (after.server() - before.server()) / wall;
    double drawing = 100 * (after.drawing() - before.drawing()) / wall;
    double encoding = 100 * (after.encoding() - before.encoding()) / wall;
    double client = 100 * (after.client() - before.client()) / wall;
    double sent = after.metric(before, "nightjar_live_bytes_total") / 1e6;
    double held = after.metrics().get("nightjar_fragment_bytes") / (1 << 20);
    double[] ms = Arrays.stream(new double[] {50, 90, 99}).map(p -> millis(latencies, p)).toArray();
    double mean = latencies.mean() / 1e3;
    double ratio = mean / encode;
    var memory = after.memory();
    if (viewers == 0) {
      Report.say(
          "%7d | %33s | %6s %5.2f | %6.1f %5.1f %6s %6.1f | %5.1f %5.1f %5.1f %5.1f %5.1f | %5.1f %7s",
          viewers, "", "", draw, server, drawing, "", client, mb(memory, "VmRSS"), mb(memory, "VmHWM"), mb(memory, "Pss"), mb(memory, "Private_Dirty"), held, sent, "");
    } else {
      Report.say(
          "%7d | %6.2f %6.2f %6.2f %6.2f %5.2f | %6.2f %5.2f | %6.1f %5.1f %6.1f %6.1f | %5.1f %5.1f %5.1f %5.1f %5.1f | %5.1f %7d",
          viewers, mean, ms[0], ms[1], ms[2], ratio, encode, draw, server, drawing, encoding, client, mb(memory, "VmRSS"), mb(memory, "VmHWM"), mb(memory, "Pss"), mb(memory, "Private_Dirty"), held, sent, skipped);
    }
    var row = new LinkedHashMap<String, Object>();
    row.put("viewers", viewers);
    row.put("seconds", wall);
    row.put("meanMs", mean);
    row.put("p50Ms", ms[0]);
    row.put("p90Ms", ms[1]);
    row.put("p99Ms", ms[2]);
    row.put("encodeMs", encode);
    row.put("drawMs", draw);
    row.put("ratioToEncode", ratio);
    row.put("serverCpuPercent", server);
    row.put("drawCpuPercent", drawing);
    row.put("encodeCpuPercent", encoding);
    row.put("clientCpuPercent", client);
    for (var name : List.of("VmRSS", "VmHWM", "RssAnon", "RssFile", "Pss", "Private_Dirty")) {
      row.put(name + "Kb", memory.getOrDefault(name, -1L));
    }
    row.put("fragmentBytes", held * (1 << 20));
    row.put("sentMb", sent);
    row.put("skipped", skipped);
    result.put(part, row);
  }

  /// The server, and this client's processor time, at one moment.
  private record Moment(
      long nanos,
      double server,
      double drawing,
      double encoding,
      double client,
      Map<String, Long> memory,
      Map<String, Double> metrics) {
    static Moment of(Served served) throws IOException {
      var metrics = served.metrics();
      return new Moment(
          System.nanoTime(),
          served.cpuSeconds(),
          served.cpuSeconds("camera-front"),
          served.cpuSeconds("encode-front-ma"),
          Served.cpuOf(Files.readString(Path.of("/proc/self/stat"))),
          served.memory(),
          metrics);
    }

    double metric(Moment before, String name) {
      return metrics.get(name) - before.metrics.get(name);
    }
  }

  private static double millis(Samples micros, double percent) {
    return micros.count() == 0 ? Double.NaN : micros.percentile(percent) / 1e3;
  }

  private static double mb(Map<String, Long> memory, String name) {
    return memory.getOrDefault(name, 0L) / 1024.0;
  }

  private static long missing(Watcher watcher) {
    return watcher.gaps.stream().mapToLong(Watcher.Gap::missing).sum();
  }

  // --- joining

  private void joins(Audience audience) throws Exception {
    audience.leaveAll();
    var cold = new Samples();
    for (int i = 0; i < (quick ? 2 : 10); i++) {
      Thread.sleep(ENCODER_LINGERS_MILLIS + 300 + random.nextInt(200));
      cold.add(join(audience));
    }
    var warm = new Samples();
    audience.grow(1);
    for (int i = 0; i < (quick ? 10 : 30); i++) {
      Thread.sleep(50 + random.nextInt(quick ? 200 : 450));
      warm.add(join(audience));
    }
    joined("encoder closed", "joinCold", cold);
    joined("encoder running", "joinWarm", warm);
  }

  private static long join(Audience audience) throws Exception {
    var watcher = audience.join();
    long nanos = watcher.firstPicture().get(10, TimeUnit.SECONDS);
    audience.leave(watcher);
    return nanos / 1000;
  }

  private void joined(String which, String key, Samples joins) {
    double p50 = joins.median() / 1e3;
    double p99 = joins.percentile(99) / 1e3;
    Report.say("        first picture, %-15s: p50 %.1f ms, p99 %.1f ms, of %d joins", which, p50, p99, joins.count());
    result.put(key, Map.of("joins", joins.count(), "p50Ms", p50, "p99Ms", p99));
  }

  // --- one that does not read

  private void stall(Served served, Audience audience) throws Exception {
    audience.leaveAll();
    audience.grow(5);
    var stalled = audience.join(SMALL_RECEIVE_BUFFER);
    stalled.firstPicture().get(10, TimeUnit.SECONDS);
    Thread.sleep(2000);
    audience.measure(true);
    long rss = served.memory().get("VmRSS");
    double held = served.metrics().get("nightjar_fragment_bytes");
    double mostHeld = held;
    long mostRss = rss;
    audience.stall(stalled, true);
    for (int second = 0; second < (quick ? 11 : 15); second++) {
      Thread.sleep(1000);
      mostHeld = Math.max(mostHeld, served.metrics().get("nightjar_fragment_bytes"));
      mostRss = Math.max(mostRss, served.memory().get("VmRSS"));
    }
    audience.stall(stalled, false);
    Thread.sleep(4000);
    audience.measure(false);

    var healthy = new Samples();
    long longestPause = 0;
    long missing = 0;
    for (var watcher : audience.all()) {
      if (watcher != stalled) {
        healthy.addAll(watcher.latencies);
        longestPause = Math.max(longestPause, watcher.intervals.largest());
        missing += missing(watcher);
      }
    }
    boolean atIdr = !stalled.gaps.isEmpty() && stalled.gaps.stream().allMatch(g -> g.idr() && g.flagged());
    if (missing > 0) {
      broken.add("stall: " + missing + " pictures missing at the healthy viewers");
    }
    if (!atIdr) {
      broken.add("stall: the stalled viewer did not go on at an IDR after a gap: " + stalled.gaps);
    }
    Report.say(
        "        one of six stalls: the other five's p99 %.2f ms, longest time between two pictures %.0f ms, %d missing",
        healthy.percentile(99) / 1e3, longestPause / 1e3, missing);
    Report.say(
        "        server: RSS %.1f MB before, %.1f at most; fragments held %.0f KB before, %.0f at most",
        rss / 1024.0, mostRss / 1024.0, held / 1024, mostHeld / 1024);
    Report.say(
        "        stalled viewer goes on: %s; %d pictures left out in %d gaps, %d by the server's word",
        atIdr ? "at an IDR, flagged" : "WRONGLY", missing(stalled), stalled.gaps.size(), stalled.skippedByMessage);
    var row = new LinkedHashMap<String, Object>();
    row.put("healthyP99Ms", healthy.percentile(99) / 1e3);
    row.put("longestPauseMs", longestPause / 1e3);
    row.put("healthyMissing", missing);
    row.put("rssBeforeKb", rss);
    row.put("rssMostKb", mostRss);
    row.put("fragmentBytesBefore", held);
    row.put("fragmentBytesMost", mostHeld);
    row.put("atIdr", atIdr);
    row.put("leftOut", missing(stalled));
    row.put("skippedByMessage", stalled.skippedByMessage);
    result.put("stall", row);
  }

  // --- starting

  private void starts(List<String> command, Map<String, String> environment) throws Exception {
    Report.say("");
    var cold =
        command.stream().map(o -> o.startsWith("-XX:AOTCache=") ? "-Xshare:auto" : o).toList();
    start("launcher", "startLauncher", demo(), Map.of());
    start("java, archive", "startArchive", command, environment);
    start("java, no archive", "startNoArchive", cold, environment);
    if (command.equals(cold)) {
      Report.say("        there is no archive here: the launcher's start is without one");
    }
  }

  private void start(
      String which, String key, List<String> command, Map<String, String> environment)
      throws Exception {
    var times = new Samples();
    for (int i = 0; i < (quick ? 3 : 7); i++) {
      try (var served = Served.start(command, environment, log)) {
        times.add(served.startNanos / 1000);
      }
    }
    double median = times.median() / 1e3;
    Report.say("        start to address, %-16s: median %.0f ms, worst %.0f ms, of %d", which, median, times.largest() / 1e3, times.count());
    result.put(key, Map.of("starts", times.count(), "medianMs", median, "worstMs", times.largest() / 1e3));
  }
}
