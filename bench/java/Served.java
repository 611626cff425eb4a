import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A running server: started, looked at through /proc and /metrics, and ended.
final class Served implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

  private static final Pattern METRIC = Pattern.compile("(\\w+(?:\\{.*})?) (\\S+)");

  final long startNanos; // from starting the process to its address line
  private final Process process;
  private final int port;

  private Served(Process process, int port, long startNanos) {
    this.process = process;
    this.port = port;
    this.startNanos = startNanos;
  }

  /// @param environment added to this process's own
  static Served start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    var builder = new ProcessBuilder(command);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    long began = System.nanoTime();
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      var address = ADDRESS.matcher(line);
      if (address.find()) {
        return new Served(process, Integer.parseInt(address.group(1)), System.nanoTime() - began);
      }
    }
    throw new IOException("the server did not start; see " + log);
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /// The command the launcher became.
  List<String> command() throws IOException {
    return List.of(read("cmdline").split("\0"));
  }

  /// What the launcher set for it.
  Map<String, String> environment() throws IOException {
    return Arrays.stream(read("environ").split("\0"))
        .map(setting -> setting.split("=", 2))
        .filter(pair -> pair[0].equals("MALLOC_ARENA_MAX"))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  long pid() {
    return process.pid();
  }

  /// Seconds on the processor, utime and stime of proc(5).
  double cpuSeconds() throws IOException {
    return cpuOf(read("stat"));
  }

  static double cpuOf(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0; // USER_HZ is 100
  }

  /// Kilobytes, by their names in /proc/PID/status and smaps_rollup.
  Map<String, Long> memory() throws IOException {
    var found = new TreeMap<String, Long>();
    for (var line : (read("status") + read("smaps_rollup")).split("\n")) {
      var parts = line.split("[:\\s]+");
      if (parts.length == 3 && parts[2].equals("kB")) {
        found.putIfAbsent(parts[0], Long.valueOf(parts[1]));
      }
    }
    return found;
  }

  /// Seconds on the processor of the thread whose name begins so; the kernel keeps 15 bytes of it.
  double cpuSeconds(String thread) throws IOException {
    try (var tasks = Files.list(proc("task"))) {
      for (var task : tasks.toList()) {
        if (Files.readString(task.resolve("comm")).startsWith(thread)) {
          return cpuOf(Files.readString(task.resolve("stat")));
        }
      }
    }
    return 0; // not yet
  }

  /// By name; of the renditions' only the main one's.
  Map<String, Double> metrics() throws IOException {
    var found = new TreeMap<String, Double>();
    labelledMetrics()
        .forEach(
            (name, value) -> {
              if (!name.contains("-jpeg")) {
                found.put(name.replaceFirst("\\{.*", ""), value);
              }
            });
    return found;
  }

  /// By name and labels, as they are written.
  Map<String, Double> labelledMetrics() throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      var request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var found = new TreeMap<String, Double>();
      new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(METRIC::matcher)
          .filter(Matcher::matches)
          .forEach(m -> found.put(m.group(1), Double.valueOf(m.group(2))));
      return found;
    }
  }

  /// What a diagnostic command of the JDK's says of the server.
  String diagnosis(String... command) throws IOException {
    var whole = new ArrayList<String>();
    whole.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    whole.add(Long.toString(pid()));
    whole.addAll(List.of(command));
    var jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Open file descriptors.
  long files() throws IOException {
    return entries("fd");
  }

  long threads() throws IOException {
    return entries("task");
  }

  private long entries(String folder) throws IOException {
    try (var entries = Files.list(proc(folder))) {
      return entries.count();
    }
  }

  List<ProcessHandle> children() {
    return process.children().filter(ProcessHandle::isAlive).toList();
  }

  private String read(String file) throws IOException {
    return Files.readString(proc(file), StandardCharsets.ISO_8859_1);
  }

  private Path proc(String file) {
    return Path.of("/proc/" + process.pid() + "/" + file);
  }

  /// SIGTERM, as systemd does it.
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not end within 10 s of SIGTERM");
    }
  }
}
