package nightjar.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Tries a model in a process of its own, whose time and memory are bounded: a broken one ends that
/// process, and not the server. What came out is remembered while the program runs.
final class Trial {
  /// Begins the line in which the process says what came of it.
  static final String ANSWER = "trial: ";

  static final String FINE = "fine";
  static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int MOST_SAID = 64 * 1024;
  private static final int SIGNAL = 128; // and its number: how Java tells of one

  // By the model's hash and what its labels mean: why it is refused, if it is.
  private static final Map<String, Optional<String>> ANSWERS = new ConcurrentHashMap<>();

  private final Path natives;
  private final Path model;
  private final Path labels;
  private final int threads;

  Trial(Path natives, Path model, Path labels, int threads) {
    this.natives = natives;
    this.model = model;
    this.labels = labels;
    this.threads = threads;
  }

  /// @param sha256 of the model
  /// @throws BadModelException saying what is wrong with it
  /// @throws IOException when it could not be tried
  void check(String sha256, Labels names) throws IOException {
    var key = sha256 + names.key();
    var answer = ANSWERS.get(key);
    if (answer == null) {
      answer = run(sha256);
      ANSWERS.put(key, answer);
    }
    if (answer.isPresent()) {
      throw new BadModelException(answer.get());
    }
  }

  private Optional<String> run(String sha256) throws IOException {
    var builder =
        new ProcessBuilder(command(sha256)).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    var process = builder.start();
    try {
      process.getOutputStream().close();
      return answer(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a model was tried", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(String sha256) throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms8m",
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-XX:+SuppressFatalErrorMessage", // no report and no core of a crash that is expected
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classes(),
        TrialRun.class.getName(),
        natives.toString(),
        model.toString(),
        labels.toString(),
        Integer.toString(threads),
        sha256);
  }

  /// Where our own classes are: it needs no others.
  private static String classes() throws IOException {
    try {
      return Path.of(Trial.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IOException("cannot tell where Nightjar's classes are", e);
    }
  }

  private static Optional<String> answer(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new BadModelException(
          "the model did not answer within %d s when it was tried".formatted(LONGEST.toSeconds()));
    }
    var said = said(process.getInputStream());
    if (said.isPresent()) {
      return said.filter(words -> !words.equals(FINE));
    }
    int code = process.exitValue();
    if (code <= SIGNAL) {
      throw new IOException("the program that tries models does not work: exit code " + code);
    }
    return Optional.of(
        "the model ended the program that tried it, by signal %d: it is broken, or needs too much memory"
            .formatted(code - SIGNAL));
  }

  private static Optional<String> said(InputStream from) throws IOException {
    var all = new String(from.readNBytes(MOST_SAID), UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(ANSWER))
        .map(line -> line.substring(ANSWER.length()))
        .reduce((_, last) -> last);
  }
}
