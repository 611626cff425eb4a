import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import nightjar.detect.BadModelException;
import nightjar.detect.Crop;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Models;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// The benchmark `detect-fuzz`: models broken at random, opened as if a settings file named them.
final class ModelFuzz {
  private static final int TABLES = 1200; // bytes at the beginning that say where weights are
  private static final int GRAPH = 78_000; // bytes at the end

  private final Path dir;
  private final byte[] whole;
  private final Path labels;
  private final Path fewer;
  private final Random random;
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final Map<String, Integer> words = new TreeMap<>();

  private ModelFuzz(Path root, long seed) throws IOException {
    dir = Files.createDirectories(root.resolve(".run/bench-detect-fuzz"));
    whole = Files.readAllBytes(root.resolve("model/dist/objects.tflite"));
    labels = root.resolve("model/dist/objects.txt");
    fewer = Files.writeString(dir.resolve("labels.txt"), "person\ncar\n");
    random = new Random(seed);
  }

  public static void main(String[] args) throws Exception {
    var options = Options.of(args, Map.of("files", 100L, "seed", System.nanoTime() % 1_000_000));
    int files = (int) options.get("files");
    Options.endAfter(120 + 60 * files);
    var root = Path.of(args[0]);
    var platform = System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x86_64";
    System.setProperty("nightjar.natives", root.resolve("server/target/natives").resolve(platform).toString());
    System.exit(new ModelFuzz(root, options.get("seed")).run(files, options.get("seed")));
  }

  private int run(int files, long seed) throws IOException {
    var result = new LinkedHashMap<String, Object>();
    result.put("bench", "detect-fuzz");
    Report.machine(result);
    Report.say("seed %d, %d files", seed, files);
    for (int i = 0; i < files; i++) {
      var model = Files.write(dir.resolve("broken.tflite"), broken(i));
      String outcome;
      try {
        outcome = open(model, i % 7 == 6 ? fewer : labels);
      } catch (IOException | RuntimeException e) {
        Report.say("file %d: %s", i, e);
        outcome = "WRONG";
      }
      outcomes.merge(outcome, 1, Integer::sum);
    }
    outcomes.forEach((outcome, count) -> Report.say("%5d %s", count, outcome));
    Report.say("");
    words.forEach((said, count) -> Report.say("%5d %s", count, said));
    result.put("seed", seed);
    result.put("files", files);
    result.put("outcomes", outcomes);
    System.out.println(Report.json(result));
    return outcomes.containsKey("WRONG") ? 1 : 0;
  }

  private byte[] broken(int i) {
    var bytes = whole.clone();
    int graph = bytes.length - GRAPH;
    switch (i % 8) {
      case 0 -> flip(bytes, TABLES, graph, 1 + random.nextInt(5000));
      case 1 -> flip(bytes, 0, TABLES, 1 + random.nextInt(8));
      case 2 -> flip(bytes, graph, bytes.length, 1 + random.nextInt(3));
      case 3 -> flip(bytes, graph, bytes.length, 1 + random.nextInt(40));
      case 4 -> flip(bytes, 0, bytes.length, 1 + random.nextInt(100));
      case 5 -> {
        return Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
      }
      case 6 -> {
        var short_ = new byte[64 + random.nextInt(4096)];
        random.nextBytes(short_);
        System.arraycopy(whole, 0, short_, 0, 8 + random.nextInt(56));
        return short_;
      }
      default -> number(bytes, graph + 4 * random.nextInt(GRAPH / 4 - 1));
    }
    return bytes;
  }

  private void flip(byte[] bytes, int from, int to, int bits) {
    for (int i = 0; i < bits; i++) {
      bytes[random.nextInt(from, to)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /// One of those that break programs.
  private void number(byte[] bytes, int at) {
    int[] all = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_536, random.nextInt()};
    int number = all[random.nextInt(all.length)];
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (number >> 8 * i);
    }
  }

  private String open(Path model, Path labels) throws IOException {
    var config = new DetectorConfig(Optional.of(model), Optional.of(labels), Optional.empty(), 1, Duration.ZERO);
    try (var net = Models.of(config).open();
        var pool = new PicturePool(new PictureFormat(64, 48, 1, Colour.SYCC), 1)) {
      net.take(pool.take(), new Crop(0, 0, 64, 48));
      net.look(0.3);
      return "answered";
    } catch (BadModelException e) {
      var said = String.valueOf(e.getMessage());
      words.merge(said.replaceAll("\\d+", "N"), 1, Integer::sum);
      if (said.contains("ended the program")) {
        return "ended the program that tries them";
      }
      return said.contains("did not answer") ? "took too long" : "refused";
    }
  }
}
