package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.auth.Auth;
import nightjar.base.Clock;
import nightjar.base.WeekTimes;
import nightjar.camera.Switch;
import nightjar.config.Settings;
import nightjar.http.Access;
import nightjar.record.store.Store;

/// The whole server in this process on a port of its own, and what it says on standard error.
final class RunningServer implements AutoCloseable {
  static final String SMALL =
      """
      listen: 127.0.0.1:0
      viewers: 3
      cameras:
        front:
          source: demo
          width: 320
          height: 240
          record: {mode: off}
      """;

  /// A machine that shows nothing: other programs' load is no reason for anything here.
  static final Path CALM = Path.of("nowhere");

  // Jetty's, and the JDK's own for virtual threads and for each child.
  private static final Pattern COME_AND_GO = Pattern.compile("http-|ForkJoinPool-|process reaper");

  private final PrintStream stderrBefore = System.err;
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Server server;

  RunningServer(String yaml) throws Exception {
    this(yaml, "");
  }

  /// @param path folders in which cameras' programs are looked for
  RunningServer(String yaml, String path) throws Exception {
    this(yaml, path, null);
  }

  /// @param data folder for what outlives the program; null to keep it in memory
  RunningServer(String yaml, String path, Path data) throws Exception {
    this(
        yaml,
        settings -> new Mode("demo", Reach.local(settings.http()), new Access.Open(), data),
        path);
    Await.until(
        () -> ask("GET /healthz").body().matches("(?s).*\"(?:live|off)\".*"),
        () -> "no camera live: " + said());
  }

  private RunningServer(String yaml, Function<Settings, Mode> mode, String path) throws Exception {
    var file = Files.createTempFile("nightjar", ".yaml");
    System.setErr(new PrintStream(stderr, true, UTF_8));
    try {
      var settings = Settings.read(Files.writeString(file, yaml));
      server = new Server(settings, mode.apply(settings), Clock.SYSTEM, CALM, path);
      server.start();
    } finally {
      Files.delete(file);
    }
  }

  /// As `run --insecure-http` starts it.
  ///
  /// @param auth closed with the server
  /// @param data folder for what outlives the program
  static RunningServer guarded(String yaml, Auth auth, Path data) throws Exception {
    return new RunningServer(
        yaml,
        settings -> new Mode("run", Reach.plain(settings), new Access.Guarded(auth), data),
        "");
  }

  int port() {
    return server.address().getPort();
  }

  /// @param request method and target, and further header lines
  RawHttp.Response ask(String request) throws IOException {
    try (var http = new RawHttp(port())) {
      return http.ask(request);
    }
  }

  /// One camera's off switch.
  Switch power(String camera) {
    return server.switches().of(camera, WeekTimes.NONE);
  }

  Store footage() {
    return server.footage().shown().store();
  }

  RawWebSocket watch() throws IOException {
    return watch("front");
  }

  RawWebSocket watch(String camera) throws IOException {
    return RawWebSocket.open(port(), camera);
  }

  /// Of all labels together.
  long metric(String name) throws IOException {
    return metric(name, "(?:\\{.*})?");
  }

  long cameraMetric(String name, String camera) throws IOException {
    return metric("nightjar_camera_" + name, "\\{camera=\"" + camera + "\".*}");
  }

  long renditionMetric(String name, String rendition) throws IOException {
    return metric("nightjar_" + name, "\\{rendition=\"" + rendition + "\"}");
  }

  private long metric(String name, String labels) throws IOException {
    var line = Pattern.compile("^" + name + labels + " (\\d+)", Pattern.MULTILINE);
    return line.matcher(server.metrics().text())
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  String said() {
    return stderr.toString(UTF_8);
  }

  /// No stack trace, and nothing worse than a warning.
  void assertSaidNothingBad() {
    var bad =
        said().lines().filter(l -> l.startsWith("\tat ") || l.contains(" ERROR ")).findFirst();
    assertEquals("", bad.orElse(""), this::said);
  }

  /// What a leak would add to. Some threads come and go, but are never more than a few.
  ///
  /// @param files open
  /// @param threads of the platform, by name
  record Held(long files, Set<String> threads, long viewers, long bytes) {
    boolean isNoMoreThan(Held before) {
      return files <= before.files
          && before.threads.containsAll(threads)
          && viewers <= before.viewers
          && bytes <= before.bytes;
    }
  }

  Held held() throws IOException {
    return new Held(
        openFiles(), threads(), metric("nightjar_viewers"), metric("nightjar_fragment_bytes"));
  }

  void awaitNoMoreThan(Held before) throws Exception {
    Await.until(
        () -> held().isNoMoreThan(before),
        () -> "more is held than before, which was " + before + "; now " + heldNow());
  }

  private String heldNow() {
    try {
      return held().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> !COME_AND_GO.matcher(name).lookingAt())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      System.setErr(stderrBefore);
    }
  }
}
