import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The benchmark `raw`: what it costs to read raw pictures that nobody watches, beside the least there can be.
final class Raw {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int FPS = 15;
  private static final int WARM_UP = 15; // seconds
  private static final String SMALL_BOARD = "-XX:TieredStopAtLevel=1";
  private static final double CPU_GOAL = 2; // percent of one core
  private static final double PEAK_GOAL = 70; // MB
  private static final Pattern ALLOCATED = Pattern.compile("\"camera-front\".* allocated=(\\d+)([BKMG]) ");

  private final Path root;
  private final Path dir;
  private final Path log;
  private final int seconds;
  private final Checks checks = new Checks();
  private final Map<String, Object> result = new LinkedHashMap<>();
  private String path;
  private double bound; // percent of one core

  private Raw(Path root, int seconds) throws IOException {
    this.root = root;
    this.dir = Files.createDirectories(root.resolve(".run/bench-raw"));
    this.log = Files.writeString(dir.resolve("server.log"), "");
    this.seconds = seconds;
  }

  public static void main(String[] args) throws Exception {
    int seconds = (int) Options.of(args, Map.of("seconds", 60L)).get("seconds");
    Options.endAfter(7 * seconds + 240);
    System.exit(new Raw(Path.of(args[0]), seconds).run());
  }

  private int run() throws Exception {
    result.put("bench", "raw");
    result.put("seconds", seconds);
    Report.machine(result);
    Report.say("%dx%d at %d pictures a second through a pipe, %.1f MB/s; nobody watches; %d s each; log: %s", WIDTH, HEIGHT, FPS, bytes() * FPS / 1e6, seconds, log);
    path = Fakes.installRpicam(dir, dir.resolve("none"));
    Report.say("");
    Report.say("%-28s | %-29s | %-13s | %-23s | %-25s | %5s", "", "CPU, % of one core", "memory, MB", "pictures", "the reader", "load");
    Report.say("%-28s | %7s %6s %6s %7s | %6s %6s | %6s %7s %8s | %8s %6s %9s |", "", "process", "ratio", "thread", "ratio", "RSS", "peak", "read", "missed", "dropped", "B a pict.", "stalls", "late, ms");
    readByCat();
    measure("server, PC", "pc", "", 0);
    var small = measure("server, small board", "small", SMALL_BOARD, 0);
    measure("the same, cores busy", "busy", SMALL_BOARD, Runtime.getRuntime().availableProcessors());
    Report.say("");
    goal("processor time, small board's options", small.cpu, CPU_GOAL, "%");
    goal("peak resident set, small board's options", small.peak, PEAK_GOAL, "MB");
    result.put("passed", checks.passed());
    result.put("failed", checks.failed());
    System.out.println(Report.json(result));
    return checks.tell();
  }

  private static long bytes() {
    return WIDTH * HEIGHT * 3L / 2;
  }

  private static void goal(String what, double value, double goal, String unit) {
    Report.say("%s: %.1f %s, goal under %.0f: %s", what, value, unit, goal, value < goal ? "met" : "MISSED");
  }

  /// The same bytes through the same pipe, by a program that does nothing else.
  private void readByCat() throws Exception {
    var fake =
        List.of(
            dir.resolve("rpicam-vid").toString(), "--codec", "yuv420", "--framerate", Integer.toString(FPS), "--save-pts", "/dev/null",
            "--width", Integer.toString(WIDTH), "--height", Integer.toString(HEIGHT));
    var pipe =
        ProcessBuilder.startPipeline(
            List.of(new ProcessBuilder(fake), new ProcessBuilder("cat").redirectOutput(ProcessBuilder.Redirect.DISCARD)));
    try {
      var stat = Path.of("/proc", Long.toString(pipe.getLast().pid()), "stat");
      Thread.sleep(WARM_UP * 1000L);
      double before = Served.cpuOf(Files.readString(stat));
      long from = System.nanoTime();
      Thread.sleep(seconds * 1000L);
      bound = percent(Served.cpuOf(Files.readString(stat)) - before, from);
      Report.say("%-28s | %7.2f %6s %6s %7s | %6s %6s | %6s %7s %8s | %8s %6s %9s | %5.2f", "cat > /dev/null", bound, "1", "", "", "", "", "", "", "", "", "", "", Report.load());
      result.put("catCpuPercent", bound);
    } finally {
      pipe.forEach(Process::destroyForcibly);
    }
  }

  private static double percent(double cpuSeconds, long from) {
    return 100 * cpuSeconds / ((System.nanoTime() - from) / 1e9);
  }

  /// @param cpu percent of one core
  /// @param peak MB
  private record Figures(double cpu, double peak) {}

  /// @param loops that keep a core busy each
  private Figures measure(String name, String key, String options, int loops) throws Exception {
    var settings = "listen: \"127.0.0.1:0\"\ngovernor: {on: no}\ncameras:\n  front: {source: rpicam, width: %d, height: %d, fps: %d}\n".formatted(WIDTH, HEIGHT, FPS);
    var file = Files.writeString(dir.resolve("one.yaml"), settings);
    var own = System.getenv().getOrDefault("NIGHTJAR_JAVA_OPTS", "");
    var environment = Map.of("PATH", path, "NIGHTJAR_JAVA_OPTS", (own + " " + options).strip());
    var command = List.of(root.resolve("nightjar").toString(), "run", "--insecure-http", "--config", file.toString());
    try (var served = Served.start(command, environment, log);
        var _ = new Load(loops)) {
      Thread.sleep(WARM_UP * 1000L);
      return measure(name, key, served);
    }
  }

  private Figures measure(String name, String key, Served served) throws Exception {
    var before = served.metrics();
    double cpuBefore = served.cpuSeconds();
    double threadBefore = served.cpuSeconds("camera-front");
    long from = System.nanoTime();
    Thread.sleep(seconds * 1000L);
    double cpu = percent(served.cpuSeconds() - cpuBefore, from);
    double thread = percent(served.cpuSeconds("camera-front") - threadBefore, from);
    double load = Report.load();
    var memory = served.memory();
    var after = served.metrics();
    double rss = memory.get("VmRSS") / 1024.0;
    double peak = memory.get("VmHWM") / 1024.0;
    double each = allocated(served);
    double[] grown =
        List.of("pictures_total", "missed_total", "dropped_total", "reader_stalls_total").stream()
            .mapToDouble(n -> after.get("nightjar_camera_" + n) - before.get("nightjar_camera_" + n))
            .toArray();
    double late = 1e3 * after.get("nightjar_camera_reader_stall_seconds");
    Report.say(
        "%-28s | %7.2f %6.2f %6.2f %7.2f | %6.1f %6.1f | %6.0f %7.0f %8.0f | %8.1f %6.0f %9.1f | %5.2f",
        name, cpu, cpu / bound, thread, thread / bound, rss, peak, grown[0], grown[1], grown[2], each, grown[3], late, load);
    var row = new LinkedHashMap<String, Object>();
    row.put("cpuPercent", cpu);
    row.put("ratioToCat", cpu / bound);
    row.put("threadCpuPercent", thread);
    row.put("threadRatioToCat", thread / bound);
    row.put("rssMb", rss);
    row.put("peakMb", peak);
    row.put("pictures", grown[0]);
    row.put("allocatedPerPicture", each);
    row.put("stalls", grown[3]);
    row.put("longestLateMs", late);
    row.put("load", load);
    result.put(key, row);
    checks.that(grown[0] > 0.9 * FPS * seconds, "%s: only %.0f pictures were read", name, grown[0]);
    checks.that(grown[1] == 0, "%s: %.0f pictures missed", name, grown[1]);
    checks.that(grown[2] == 0, "%s: %.0f pictures dropped", name, grown[2]);
    checks.that(grown[3] == 0, "%s: the reader was too late %.0f times", name, grown[3]);
    return new Figures(cpu, peak);
  }

  /// Bytes for each picture that the camera's thread allocates.
  private double allocated(Served served) throws Exception {
    long before = allocatedSoFar(served);
    double pictures = served.metrics().get("nightjar_camera_pictures_total");
    Thread.sleep(seconds * 500L);
    double read = served.metrics().get("nightjar_camera_pictures_total") - pictures;
    return (allocatedSoFar(served) - before) / read;
  }

  /// As exactly as the JVM says it: from 10 KB on, in KB.
  private static long allocatedSoFar(Served served) throws IOException {
    var found = ALLOCATED.matcher(served.diagnosis("Thread.print", "-e"));
    if (!found.find()) {
      throw new IOException("the JVM does not say what the camera's thread has allocated");
    }
    return Long.parseLong(found.group(1)) << 10 * "BKMG".indexOf(found.group(2));
  }

  /// Keeps cores busy.
  private static final class Load implements AutoCloseable {
    private final List<Thread> loops = new ArrayList<>();
    private volatile boolean over;

    Load(int threads) {
      for (int i = 0; i < threads; i++) {
        var thread = new Thread(() -> spin(), "load");
        thread.setDaemon(true);
        thread.start();
        loops.add(thread);
      }
    }

    private void spin() {
      while (!over) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() throws InterruptedException {
      over = true;
      for (var loop : loops) {
        loop.join();
      }
    }
  }
}
