import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The benchmark `net`: see docs/design/quality.md.
final class Net {
  private static final double CALM = 15; // seconds before something happens
  private static final long GOOD = 10_000_000;
  private static final long BAD = 300_000;
  private static final List<String> CASES = List.of("drop", "loss", "jitter", "blackout", "ten");

  private final Path dir;
  private final Path plots;
  private int missed;

  private Net(Path dir, Path plots) {
    this.dir = dir;
    this.plots = plots;
  }

  public static void main(String[] args) throws Exception {
    var plots = Path.of(args[0], "docs/img");
    var cases = new ArrayList<String>();
    for (int i = 1; i < args.length; i++) {
      if (args[i].equals("--plots") && i + 1 < args.length) {
        plots = Path.of(args[++i]);
      } else if (CASES.contains(args[i])) {
        cases.add(args[i]);
      } else {
        System.err.println("nightjar: wrong usage; --help says what is right");
        System.exit(64);
      }
    }
    var dir = Files.createTempDirectory("nightjar-net");
    var net = new Net(dir, plots);
    say("packets are %s", Netem.isThere() ? "shaped by the kernel" : "delayed and lost by this program, for this kernel has no netem; the rate is the kernel's");
    say("what the viewers and the server wrote is in %s", dir);
    say("%-9s %-16s %7s %7s %9s %20s %6s %8s  %s", "case", "phase", "stopped", "adapted", "recovered", "delay p50  p95   max", "stalls", "switches", "what was sent");
    for (var each : cases.isEmpty() ? CASES : cases) {
      net.run(each);
    }
    say("%s", net.missed == 0 ? "every goal was reached" : net.missed + " goals were missed");
    System.exit(net.missed == 0 ? 0 : 1);
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private void run(String name) throws Exception {
    switch (name) {
      case "drop" -> one(name, "10 Mbit/s, then 300 kbit/s, then 5 Mbit/s", List.of(
          new Phase("10 Mbit/s", CALM, link -> link.rate(GOOD)),
          new Phase("300 kbit/s", 45, link -> link.rate(BAD)),
          new Phase("5 Mbit/s", 45, link -> link.rate(5_000_000))));
      case "loss" -> one(name, "3 % of the packets lost, at 10 Mbit/s", List.of(
          new Phase("10 Mbit/s", CALM, link -> link.rate(GOOD)),
          new Phase("3 % lost", 45, link -> link.weather(0.03, 0))));
      case "jitter" -> one(name, "up to 300 ms of jitter, at 10 Mbit/s", List.of(
          new Phase("10 Mbit/s", CALM, link -> link.rate(GOOD)),
          new Phase("300 ms jitter", 45, link -> link.weather(0, 300))));
      case "blackout" -> one(name, "10 s without a network", List.of(
          new Phase("10 Mbit/s", CALM, link -> link.rate(GOOD)),
          new Phase("nothing", 10, link -> link.dark(true)),
          new Phase("10 Mbit/s", 45, link -> link.dark(false))));
      case "ten" -> ten();
      default -> throw new AssertionError(name);
    }
  }

  private interface Change {
    void on(Link link) throws IOException;
  }

  private record Phase(String words, double seconds, Change change) {}

  private void one(String name, String title, List<Phase> phases) throws Exception {
    double length = phases.stream().mapToDouble(Phase::seconds).sum();
    try (var lab = new Lab(dir)) {
      var link = lab.link();
      phases.getFirst().change.on(link);
      var file = lab.watch(link, name, 1, length + 20).getFirst();
      long begin = Lab.now();
      var marks = new ArrayList<Plot.Mark>();
      double at = 0;
      double before = 0;
      double most = 0;
      for (var phase : phases) {
        until(begin, at);
        before = at == 0 ? 0 : Math.max(before, at == CALM ? lab.memory() : before);
        phase.change.on(link);
        marks.add(new Plot.Mark(at, phase.words));
        at += phase.seconds;
        for (double look = at - phase.seconds; look < at; look += 5) {
          until(begin, look);
          most = look > CALM ? Math.max(most, lab.memory()) : most;
        }
      }
      until(begin, at);
      var seen = Seen.read(file, begin);
      tell(name, phases, seen);
      say("%-9s server's memory: %.0f MB in the calm, %.0f at most afterwards", name, before, most);
      Plot.draw(plots.resolve("net-" + name + ".svg"), title, seen, marks, 0, at);
    }
  }

  private static void until(long begin, double at) throws InterruptedException {
    long left = begin + (long) (at * 1e6) - Lab.now();
    if (left > 0) {
      TimeUnit.MICROSECONDS.sleep(left);
    }
  }

  private void tell(String name, List<Phase> phases, Seen seen) {
    double from = 0;
    for (var phase : phases) {
      double to = from + phase.seconds;
      double recovered = seen.recovered(from, to);
      say(
          "%-9s %-16s %7s %7s %9s %20s %6d %8d  %s",
          name, phase.words, number(seen.stopped(from, to)), number(seen.adapted(from, to)), number(recovered),
          "%.2f %.2f %.2f".formatted(seen.delay(0.5, from + 3, to), seen.delay(0.95, from + 3, to), seen.delay(1, from, to)),
          seen.stalls(from, to), seen.switches(from, to), seen.shares(from, to) + " %.2f Mbit/s".formatted(seen.megabits(from, to)));
      if (from > 0 && !phase.words.equals("nothing")) {
        goal(name, phase.words + ": delay under 1 s again within 3 s", recovered <= 3 || name.equals("blackout") && recovered <= 8);
        goal(name, phase.words + ": no more than 2 switches", seen.switches(from, to) <= 2);
      }
      from = to;
    }
  }

  private static String number(double seconds) {
    return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.1f", seconds);
  }

  private void goal(String name, String words, boolean reached) {
    if (!reached) {
      missed++;
      say("%-9s MISSED: %s", name, words);
    }
  }

  /// Seven viewers with good networks, then three with bad ones beside them.
  private void ten() throws Exception {
    double alone = 20;
    double together = 40;
    try (var lab = new Lab(dir)) {
      var good = lab.link();
      var bad = lab.link();
      good.rate(100_000_000);
      bad.rate(2 * BAD);
      var seven = lab.watch(good, "good", 7, alone + together + 40);
      TimeUnit.SECONDS.sleep(5);
      long begin = Lab.now();
      double before = lab.memory();
      until(begin, alone);
      lab.watch(bad, "bad", 3, together + 20);
      double joined = (Lab.now() - begin) / 1e6;
      double end = joined + together;
      until(begin, end);
      double after = lab.memory();
      int unlike = 0;
      for (var file : seven) {
        var seen = Seen.read(file, begin);
        double late = seen.delay(0.99, joined, end) - seen.delay(0.99, 0, alone);
        boolean same = seen.skipped == 0 && seen.switches(0, end) == 0 && late < 0.1 && seen.longestPause(joined, end) < 0.5;
        unlike += same ? 0 : 1;
        say(
            "ten       good network: delay p99 %.3f s before, %.3f with the others; longest pause %.2f, then %.2f; %d left out, %d switches",
            seen.delay(0.99, 0, alone), seen.delay(0.99, joined, end), seen.longestPause(0, alone), seen.longestPause(joined, end), seen.skipped, seen.switches(0, end));
      }
      for (int i = 0; i < 3; i++) {
        var seen = Seen.read(dir.resolve("bad" + i), begin);
        say(
            "ten       bad network: delay p50 %.2f p95 %.2f s, %d switches, %s",
            seen.delay(0.5, joined + 5, end), seen.delay(0.95, joined + 5, end), seen.switches(joined, end), seen.shares(joined, end));
      }
      say("ten       server's memory: %.0f MB with seven, %.0f with ten", before, after);
      goal("ten", "seven see nothing of three with bad networks", unlike == 0);
    }
  }
}
