package nightjar;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nightjar.Overload.Look;

/// The benchmark `governor`: what a recording server sheds while others want all processors, for so
/// long as somebody wants to know, and how it comes back.
final class OverloadRun {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
  private static final int START = 15; // seconds
  private static final int BACK = 600; // seconds at most
  private static final String ROW = "%6.0f  %5d  %6.0f %%  %5.1f  %4d  %s%n";

  private int level = -1;
  private double next;
  private long lost;

  private OverloadRun() {}

  /// @param args the tree, and seconds of stress
  public static void main(String[] args) throws Exception {
    if (args.length > 2 || (args.length == 2 && !args[1].matches("\\d{1,5}"))) {
      System.err.println("bench/governor: wrong usage; --help says what is right");
      System.exit(64);
    }
    var server = ControlGroup.make("server", Overload.WEIGHT);
    var others = ControlGroup.make("others", Overload.OTHERS);
    if (server.isEmpty() || others.isEmpty()) {
      System.err.println("bench/governor: no control group can be made here: that takes root");
      System.exit(69);
    }
    var dir = Files.createTempDirectory("nightjar-overload");
    try (var ours = server.get();
        var theirs = others.get()) {
      int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
      System.exit(new OverloadRun().run(Path.of(args[0]), dir, ours, theirs, seconds) ? 0 : 1);
    } finally {
      remove(dir);
    }
  }

  private boolean run(Path root, Path dir, ControlGroup ours, ControlGroup others, int seconds)
      throws Exception {
    var settings =
        Files.writeString(dir.resolve("nightjar.yaml"), Overload.settings("20s", 1280, 720, 15));
    var data = dir.resolve("nightjar-data");
    var token = Keys.token(data);
    var command =
        List.of(
            root.resolve("nightjar").toString(),
            "run",
            "--insecure-http",
            "--config",
            settings.toString());
    var process =
        new ProcessBuilder(ours.around(command)).redirectError(dir.resolve("log").toFile()).start();
    Look last;
    double began;
    try (var overload = new Overload(port(process.inputReader()), token, this::row)) {
      System.out.println("second  level  waiting    fps  lost  what, and why");
      overload.until(look -> look.at() > START, START + 1);
      others.stress(4);
      System.out.printf("        all processors are wanted by others%n");
      began = overload.until(_ -> false, seconds).at();
      others.relax();
      System.out.printf("        and no longer%n");
      last = overload.until(look -> look.level() == 0 && look.at() > began + 5, BACK);
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    var kept = Overload.kept(data);
    System.out.printf(
        "%nback at level %d after %.0f s; lost %d pictures; footage of %.0f s in %.0f, longest gap"
            + " between files %d ms, at least %.1f pictures a second%n",
        last.level(),
        last.at() - began,
        lost,
        kept.seconds(),
        last.at(),
        kept.gap(),
        kept.fewest());
    return last.level() == 0 && lost == 0 && kept.gap() < 500 && kept.seconds() >= last.at();
  }

  /// One for each change, and for each ten seconds.
  private void row(Look look) {
    lost = look.lost();
    if (look.level() != level || look.at() >= next) {
      System.out.printf(
          ROW, look.at(), look.level(), look.pressure() * 100, look.fps(), lost, look.line());
      level = look.level();
      next = look.at() + Duration.ofSeconds(10).toSeconds();
    }
  }

  private static int port(BufferedReader out) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      var address = ADDRESS.matcher(line);
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
    }
    throw new IOException("the server did not start");
  }

  private static void remove(Path dir) throws IOException {
    try (var all = Files.walk(dir)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
