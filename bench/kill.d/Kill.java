import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import nightjar.DrawnClock;
import nightjar.base.Clock;
import nightjar.record.file.Anatomy;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Piece;
import nightjar.record.file.Readable;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;

/// The benchmark `kill`: a server that records is killed at any moment, and what is lost is measured
/// by the clock that the demo draws into its pictures.
final class Kill {
  private static final long PATIENCE = 60_000; // milliseconds
  private static final long BOUND = 2_000; // likewise: the piece that was collected, and a picture's way
  private static final int LONGEST = 2_500; // likewise, from its first piece on
  private static final String SETTINGS =
      """
      listen: 127.0.0.1:0
      cameras:
        front:
          source: demo
          width: 320
          height: 240
          quiet: {on: no}
          record: {mode: continuous}
      """;

  private final Path root;
  private final Path dir;
  private final Random random;
  private final List<Long> lost = new ArrayList<>();
  private int unreadable;

  private Kill(Path root, Path dir, Random random) {
    this.root = root;
    this.dir = dir;
    this.random = random;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 3 || List.of(args).stream().skip(1).anyMatch(a -> !a.matches("\\d{1,9}"))) {
      System.err.println("bench/kill: wrong usage; --help says what is right");
      System.exit(64);
    }
    int times = args.length > 1 ? Integer.parseInt(args[1]) : 500;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime() % 1_000_000_000;
    var dir = Files.createTempDirectory("nightjar-kill");
    try {
      var kill = new Kill(Path.of(args[0]), dir, new Random(seed));
      System.out.printf("%d kills, seed %d, in %s%n", times, seed, dir);
      boolean fine = kill.run(times) & kill.check();
      System.exit(fine ? 0 : 1);
    } finally {
      remove(dir);
    }
  }

  private boolean run(int times) throws Exception {
    Files.writeString(dir.resolve("nightjar.yaml"), SETTINGS);
    for (int i = 1; i <= times; i++) {
      once();
      if (i % 25 == 0) {
        System.out.printf("%d killed, at most %d ms lost%n", i, Collections.max(lost));
      }
    }
    Collections.sort(lost);
    long most = lost.getLast();
    System.out.printf(
        "%d kills: lost %d ms in the middle, %d ms at most; %d files could not be read%n",
        times, lost.get(lost.size() / 2), most, unreadable);
    return most <= BOUND && unreadable == 0;
  }

  private void once() throws Exception {
    int before = files().size();
    var process = start();
    long until = System.currentTimeMillis() + PATIENCE;
    while (files().size() <= before || !isWritten(newest())) {
      if (!process.isAlive() || System.currentTimeMillis() > until) {
        process.destroyForcibly();
        throw new IOException("nothing is recorded: " + Files.readString(dir.resolve("log")));
      }
      Thread.sleep(20);
    }
    process.waitFor(random.nextInt(LONGEST), TimeUnit.MILLISECONDS);
    long at = System.currentTimeMillis();
    process.destroyForcibly().waitFor();
    try {
      lost.add(at - DrawnClock.read(newest()).getLast());
    } catch (AssertionError e) {
      unreadable++;
      System.out.println(newest() + ": " + e.getMessage());
    }
  }

  private Process start() throws IOException {
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    for (var name :
        List.of(
            "java.library.path",
            "org.bytedeco.javacpp.platform.library.path",
            "org.bytedeco.javacpp.cachedir",
            "org.bytedeco.javacpp.pathsFirst")) {
      command.add("-D" + name + "=" + System.getProperty(name));
    }
    var lib = root.resolve("server/target/lib") + "/*";
    command.addAll(List.of("-cp", root.resolve("server/target/nightjar.jar") + ":" + lib));
    command.addAll(List.of("nightjar.Main", "run", "--insecure-http", "--config"));
    command.add(dir.resolve("nightjar.yaml").toString());
    var log = dir.resolve("log").toFile();
    return new ProcessBuilder(command).redirectOutput(log).redirectErrorStream(true).start();
  }

  private static boolean isWritten(Path file) {
    try {
      return !anatomy(file).pieces().isEmpty();
    } catch (IOException _) {
      return false; // its header is on the way
    }
  }

  private static Anatomy anatomy(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      return Anatomy.read(Readable.of(channel));
    }
  }

  private List<Path> files() throws IOException {
    var folder = dir.resolve("nightjar-data/footage/front");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
    }
  }

  /// Two within one second have names whose order says nothing.
  private Path newest() throws IOException {
    return files().stream().max(Comparator.comparingLong(f -> f.toFile().lastModified())).orElseThrow();
  }

  /// After a last start: every file is sealed, known, and decodes to as many pictures as it says.
  private boolean check() throws IOException {
    var data = dir.resolve("nightjar-data");
    int wrong = 0;
    long pictures = 0;
    try (var store =
        Store.open(data.resolve("footage"), StoreConfig.STANDARD, DeviceKey.open(data), Clock.SYSTEM)) {
      var found = store.find("front", Optional.of("main"), 0, Long.MAX_VALUE);
      wrong += Math.abs(files().size() - found.size());
      long end = 0;
      for (var footage : found) {
        var anatomy = anatomy(footage.file());
        int said = anatomy.pieces().stream().mapToInt(Piece::samples).sum();
        int decoded = DrawnClock.read(footage.file()).size();
        pictures += decoded;
        boolean fine = anatomy.seal().isPresent() && said == decoded && footage.start() >= end;
        wrong += fine ? 0 : 1;
        end = footage.end();
      }
      System.out.printf(
          "%d files, %d pictures decoded, %d files not as they should be: %s%n",
          found.size(), pictures, wrong, wrong == 0 ? "clean" : "NOT CLEAN");
    }
    return wrong == 0;
  }

  private static void remove(Path dir) throws IOException {
    try (var all = Files.walk(dir)) {
      for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
