import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The server in a namespace of its own, links from it to others, and viewers there. Everything ends
/// with it.
final class Lab implements AutoCloseable {
  private static final int PORT = 8080;
  private static final String SERVER = "nj-server";

  private final Path dir;
  private final List<Link> links = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final Process server;

  Lab(Path dir) throws IOException {
    this.dir = dir;
    removeOld();
    Shell.run("ip netns add " + SERVER);
    Shell.run("ip -n " + SERVER + " link set lo up");
    server = start(SERVER, "server.log", "nightjar.NetServer", "0.0.0.0", Integer.toString(PORT));
    var said = server.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new IOException("the server did not start; see " + dir.resolve("server.log"));
    }
  }

  /// Of a run that was ended in the middle.
  private static void removeOld() throws IOException {
    for (var line : Shell.output("ip netns list").lines().toList()) {
      var name = line.split(" ")[0];
      if (name.startsWith("nj-")) {
        Shell.run("ip netns del " + name);
      }
    }
  }

  private Process start(String namespace, String log, String... program) throws IOException {
    var command = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program));
    var process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolve(log).toFile()))
            .start();
    processes.add(process);
    return process;
  }

  Link link() throws IOException {
    int number = links.size();
    var link = Link.between(SERVER, "nj-viewer" + number, number);
    links.add(link);
    return link;
  }

  /// Viewers behind a link, each with a picture already.
  ///
  /// @return their files
  List<Path> watch(Link link, String name, int viewers, double seconds)
      throws IOException, InterruptedException {
    int number = links.indexOf(link);
    start(
        "nj-viewer" + number,
        "viewers.log",
        "Viewpoint",
        "10.77." + number + ".1",
        Integer.toString(PORT),
        dir.resolve(name).toString(),
        Double.toString(seconds),
        Integer.toString(viewers));
    var files = new ArrayList<Path>();
    for (int i = 0; i < viewers; i++) {
      files.add(dir.resolve(name + i));
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!files.stream().allMatch(Lab::hasPicture)) {
      if (System.nanoTime() > until) {
        throw new IOException("no picture came; see " + dir.resolve("viewers.log"));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return files;
  }

  private static boolean hasPicture(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > 100;
    } catch (IOException e) {
      return false;
    }
  }

  /// Megabytes that the server has in memory.
  double memory() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// Microseconds since 1970.
  static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    links.forEach(Link::close);
    try {
      for (var process : processes) {
        process.waitFor(5, TimeUnit.SECONDS);
      }
      Shell.succeeds("ip netns del " + SERVER);
    } catch (IOException e) {
      System.err.println(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
