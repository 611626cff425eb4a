import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import nightjar.detect.Crop;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Models;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.posix.NativeHeap;
import nightjar.posix.ThreadCpu;

/// The benchmark `detect-cost`: what a look costs, and whether the memory comes back. Each measurement is a Java of its own.
final class Cost {
  private static final double ADDED_GOAL = 80; // MB
  private static final double KEPT_GOAL = 10; // MB
  private static final int ROUNDS = 2; // of opening and closing
  private static final int CROP = 480;
  private static final String SMALL_BOARD = "-XX:TieredStopAtLevel=1";
  private static final String LINE = "cost ";

  public static void main(String[] args) throws Exception {
    if (args[0].equals("probe")) {
      probe(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      return;
    }
    int looks = (int) Options.of(args, Map.of("looks", 100L)).get("looks");
    Options.endAfter(120 + 6 * looks);
    System.exit(compare(Path.of(args[0]), looks));
  }

  private static int compare(Path root, int looks) throws Exception {
    var result = new LinkedHashMap<String, Object>();
    result.put("bench", "detect-cost");
    Report.machine(result);
    Report.say("%d looks at parts of %dx%d, %d rounds of opening and closing", looks, CROP, CROP, ROUNDS);
    Report.say("");
    Report.say("%-28s | %8s %8s | %8s %8s | %8s | %7s | %6s %6s %6s", "", "look, ms", "CPU", "take, ms", "open, ms", "garbage", "before", "added", "peak", "kept");
    var one = row(result, root, "one thread", "one", "", 1, looks);
    var two = row(result, root, "two threads", "two", "", 2, looks);
    var small = row(result, root, "one, a small board's Java", "small", SMALL_BOARD, 1, looks);
    Report.say("");
    Report.say("two threads take %.2f of the time of one", two.get("look") / one.get("look"));
    result.put("twoToOne", two.get("look") / one.get("look"));
    boolean met = true;
    for (var each : List.of(one, two, small)) {
      met &= each.get("added") < ADDED_GOAL && each.get("kept") < KEPT_GOAL;
    }
    Report.say("memory added under %.0f MB and kept under %.0f MB in each: %s", ADDED_GOAL, KEPT_GOAL, met ? "met" : "MISSED");
    result.put("met", met);
    System.out.println(Report.json(result));
    return met ? 0 : 1;
  }

  private static Map<String, Double> row(
      Map<String, Object> result, Path root, String name, String key, String options, int threads, int looks) throws Exception {
    var cost = measure(root, options, threads, looks);
    Report.say(
        "%-28s | %8.1f %8.1f | %8.2f %8.0f | %8.0f | %7.1f | %6.1f %6.1f %6.1f",
        name, cost.get("look"), cost.get("cpu"), cost.get("take"), cost.get("open"), cost.get("garbage"), cost.get("before"), cost.get("added"), cost.get("peak"), cost.get("kept"));
    result.put(key, cost);
    return cost;
  }

  private static Map<String, Double> measure(Path root, String options, int threads, int looks) throws Exception {
    var platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x86_64";
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + root.resolve("server/java.flags"));
    if (!options.isEmpty()) {
      command.add(options);
    }
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dnightjar.model=" + root.resolve("model/dist"),
            "-Dnightjar.natives=" + root.resolve("server/target/natives").resolve(platform),
            "-cp",
            root.resolve(".run/bench-classes") + ":" + root.resolve("server/target/classes"),
            "Cost",
            "probe",
            Integer.toString(threads),
            Integer.toString(looks)));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes());
    var line = said.lines().filter(l -> l.startsWith(LINE)).findFirst().orElseThrow(() -> new IOException(said));
    var cost = new LinkedHashMap<String, Double>();
    for (var pair : line.substring(LINE.length()).split(" ")) {
      cost.put(pair.split("=")[0], Double.valueOf(pair.split("=")[1]));
    }
    return cost;
  }

  /// The other program. Garbage is what a whole question makes, of taking and looking.
  private static void probe(int threads, int looks) throws Exception {
    var config = new DetectorConfig(Optional.empty(), Optional.empty(), Optional.empty(), threads, Duration.ZERO);
    var format = new PictureFormat(1280, 720, 15, Colour.BT709);
    try (var pool = new PicturePool(format, 1)) {
      var picture = pool.take();
      picture.memory().fill((byte) 100);
      var thread = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
      double before = settled();
      var best = new LinkedHashMap<String, Double>();
      double added = 0;
      double kept = 0;
      for (int round = 0; round < ROUNDS; round++) {
        added = Math.max(added, round(config, picture, looks, thread, best) - before);
        kept = Math.max(kept, settled() - before);
      }
      best.put("before", before);
      best.put("added", added);
      best.put("peak", status("VmHWM:") - before);
      best.put("kept", kept);
      var line = new StringBuilder(LINE);
      best.forEach((name, value) -> line.append(name).append('=').append(value).append(' '));
      System.out.println(line.toString().strip());
    }
  }

  /// @return MB resident while it is open
  private static double round(DetectorConfig config, Picture picture, int looks, ThreadMXBean thread, Map<String, Double> into) throws Exception {
    var cpu = new ThreadCpu();
    double[] look = new double[looks];
    double[] used = new double[looks];
    double[] take = new double[looks];
    long began = System.nanoTime();
    try (var net = Models.of(config).open()) {
      into.put("open", (System.nanoTime() - began) / 1e6);
      long garbage = 0;
      for (int i = -5; i < looks; i++) {
        if (i == 0) {
          garbage = thread.getCurrentThreadAllocatedBytes();
        }
        int at = Math.max(i, 0);
        long start = cpu.nanos();
        net.take(picture, new Crop(2 * (at % 100), 2 * (at % 50), CROP, CROP));
        long taken = cpu.nanos();
        long wall = System.nanoTime();
        net.look(0.4);
        look[at] = (System.nanoTime() - wall) / 1e6;
        used[at] = (cpu.nanos() - taken) / 1e6;
        take[at] = (taken - start) / 1e6;
      }
      into.put("garbage", (double) (thread.getCurrentThreadAllocatedBytes() - garbage) / looks);
      into.put("look", median(look));
      into.put("cpu", median(used));
      into.put("take", median(take));
      return settled();
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /// MB resident when nothing was done for a while.
  private static double settled() throws Exception {
    System.gc();
    TimeUnit.SECONDS.sleep(6); // Java gives back what compiling took every five
    NativeHeap.trim();
    return status("VmRSS:");
  }

  private static double status(String what) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(what)) {
        return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("/proc/self/status has no " + what);
  }
}
