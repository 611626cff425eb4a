package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The program in a process of its own, as the launcher starts it, and what it wrote so far.
final class Program implements AutoCloseable {
  private static final long PATIENCE = 30; // seconds
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

  private final Process process;
  private final Path out;
  private final Path err;

  /// How it ended.
  record Ended(int code, String out, String err) {}

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// Starts it with its output in a new file under `dir`.
  static Program start(Path dir, String... args) throws IOException {
    return start(dir, Files.createTempFile(dir, "out", ".txt"), args);
  }

  static Program start(Path dir, Path out, String... args) throws IOException {
    return start(dir, out, command -> command, args);
  }

  /// @param around makes the command that is really run
  static Program start(Path dir, Path out, UnaryOperator<List<String>> around, String... args)
      throws IOException {
    var err = Files.createTempFile(dir, "err", ".txt");
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.add("@java.flags");
    command.add("-D" + CACHE + "=" + System.getProperty(CACHE));
    command.add("-Dorg.sqlite.tmpdir=target"); // not a library in /tmp for each
    command.addAll(List.of("-p", System.getProperty("jdk.module.path")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"))); // FFmpeg's libraries
    command.addAll(List.of("-m", "nightjar/nightjar.Main"));
    command.addAll(List.of(args));
    var process =
        new ProcessBuilder(around.apply(command))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    return new Program(process.start(), out, err);
  }

  static Ended run(Path dir, String... args) throws Exception {
    try (var program = start(dir, args)) {
      return program.ended();
    }
  }

  /// Waits for the address it prints.
  int port() throws Exception {
    Await.until(
        () -> ADDRESS.matcher(said()).find() || !process.isAlive(), () -> "no address: " + all());
    var found = ADDRESS.matcher(said());
    return found.find() ? Integer.parseInt(found.group(1)) : fail("ended: " + all());
  }

  /// Waits until all it said is this, a regular expression.
  void awaitWords(String words) throws Exception {
    Await.until(() -> said().matches(words) || !process.isAlive(), this::all);
  }

  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  Ended ended() throws Exception {
    assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), this::all);
    return new Ended(process.exitValue(), said(), complaints());
  }

  /// What the kernel says of it, by proc_pid_status(5).
  List<String> status() throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"));
  }

  private String said() throws IOException {
    return Files.isRegularFile(out) ? new String(Files.readAllBytes(out), UTF_8) : "";
  }

  String complaints() throws IOException {
    return Files.readString(err, UTF_8);
  }

  private String all() {
    try {
      return said() + complaints();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
