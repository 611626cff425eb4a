import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One stream of a camera, its viewer, and how both are.
///
///     settling ─▶ well ─ broken ─▶ away ─ pictures again ─▶ settling
final class Feed {
  static final long SECOND = 1_000_000_000L;
  private static final long SETTLES = 2 * SECOND;
  private static final long GIVEN_UP = 30 * SECOND;
  private static final List<String> OF_CAMERA =
      List.of("missed", "dropped", "failures", "reader_stalls");
  private static final List<String> OF_ENCODING = List.of("dropped", "failures");
  // Where a thread that only sleeps is late, so is one that encodes, and the stand-in that writes pictures.
  private static final Set<String> MACHINES = Set.of("encode_dropped", "reader_stalls");

  private sealed interface Condition {}

  private record Settling(long until) implements Condition {}

  private record Well() implements Condition {}

  /// @param over the tick from which on pictures are waited for; 0 while it is held broken
  /// @param end the tick at which it is let go
  private record Away(Breakage how, long over, long end, boolean blamed) implements Condition {}

  final String camera; // as in addresses
  final String rendition;
  final String label; // the camera's in metrics
  final List<Breakage> breakages;
  private final double pictureTime; // nanoseconds
  private final Checks checks;

  private Condition condition = new Settling(Long.MAX_VALUE);
  private Map<String, Double> before = Map.of();
  private long lateBefore;

  // Of the seconds in which it was well.
  private long seconds;
  private long pictures;
  private long lost;
  private long tooLong;
  private long longestPause;
  private long notLive;
  private final Map<String, Double> grown = new LinkedHashMap<>();
  private double excused;
  private final List<String> marks = new ArrayList<>();

  final Map<String, Samples> back = new TreeMap<>(); // by what was done: milliseconds from its end to pictures
  private int broken;

  Feed(String camera, String rendition, double fps, List<Breakage> breakages, Checks checks) {
    this.camera = camera;
    this.rendition = rendition;
    this.label = rendition.equals("sub") ? camera + "-sub" : camera;
    this.pictureTime = 1e9 / fps;
    this.breakages = breakages;
    this.checks = checks;
  }

  void begin() {
    condition = new Settling(System.nanoTime() + SETTLES);
  }

  boolean isWell() {
    return condition instanceof Well;
  }

  /// From now on nothing is expected of it until it is back.
  void breakIt(Breakage how) throws Exception {
    long now = System.nanoTime();
    broken++;
    condition = new Away(how, how.seconds() == 0 ? now : 0, now + how.seconds() * SECOND, false);
    how.begin().run();
  }

  /// Lets go of it when it is time.
  void letGo() throws Exception {
    if (condition instanceof Away away && away.over == 0 && System.nanoTime() >= away.end) {
      condition = new Away(away.how, System.nanoTime(), away.end, false);
      away.how.end().run();
    }
  }

  /// Takes in what happened since the last time.
  ///
  /// @param late nanoseconds the machine kept everybody waiting
  void observe(Watcher.Seen seen, Map<String, Double> metrics, long late) {
    var now = counters(metrics);
    boolean live = metrics.get(key("nightjar_camera_state", label, ",state=\"live\"")) == 1;
    switch (condition) {
      case Settling(long until) -> {
        if (System.nanoTime() > until && live) {
          condition = new Well();
        }
      }
      case Well _ -> count(seen, now, live, late);
      case Away away -> awaitBack(away, seen);
    }
    before = now;
    lateBefore = late;
  }

  private void count(Watcher.Seen seen, Map<String, Double> now, boolean live, long late) {
    seconds++;
    pictures += seen.pictures();
    lost += seen.lost();
    longestPause = Math.max(longestPause, seen.longestPause());
    boolean pausedTooLong = seen.longestPause() > 5 * pictureTime + late;
    tooLong += pausedTooLong ? 1 : 0;
    notLive += live ? 0 : 1;
    boolean machineLate = Math.max(late, lateBefore) > pictureTime / 4;
    now.forEach((name, value) -> grew(name, value - before.get(name), machineLate));
    var changed = new LinkedHashMap<String, Double>(now);
    changed.entrySet().removeIf(e -> e.getValue().equals(before.get(e.getKey())));
    if (seen.lost() > 0 || pausedTooLong || !live || !changed.isEmpty()) {
      marks.add(
          "%s %s: %d lost, paused for %d ms while this machine was late by %d ms; %s; counters that changed: %s"
              .formatted(
                  LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                  label,
                  seen.lost(),
                  seen.longestPause() / 1_000_000,
                  late / 1_000_000,
                  live ? "live" : "not live",
                  changed));
    }
  }

  private void grew(String name, double by, boolean machineLate) {
    boolean isExcused = machineLate && MACHINES.contains(name);
    excused += isExcused ? by : 0;
    grown.merge(name, isExcused ? 0 : by, Double::sum);
  }

  private void awaitBack(Away away, Watcher.Seen seen) {
    if (away.over == 0) {
      return;
    }
    for (var silence : seen.silences()) {
      if (silence.until() > away.over) {
        long took = silence.until() - away.over;
        back.computeIfAbsent(away.how.what(), _ -> new Samples()).add(took / 1_000_000);
        blame(away, took);
        condition = new Settling(System.nanoTime() + SETTLES);
        return;
      }
    }
    long waited = System.nanoTime() - away.over;
    if (waited > GIVEN_UP && !away.blamed) {
      blame(away, waited);
      condition = new Away(away.how, away.over, away.end, true);
    }
  }

  private void blame(Away away, long took) {
    if (!away.blamed) {
      checks.that(
          took <= away.how.within() * SECOND,
          "%s %s: not back within %d s but after %.1f s",
          label,
          away.how.what(),
          away.how.within(),
          took / 1e9);
    }
  }

  private Map<String, Double> counters(Map<String, Double> metrics) {
    var found = new LinkedHashMap<String, Double>();
    for (var name : OF_CAMERA) {
      found.put(name, metrics.get(key("nightjar_camera_" + name + "_total", label, "")));
    }
    for (var name : OF_ENCODING) {
      var key = "nightjar_encode_" + name + "_total{rendition=\"" + camera + "-" + rendition + "\"}";
      found.put("encode_" + name, metrics.get(key));
    }
    return found;
  }

  private static String key(String name, String camera, String more) {
    return name + "{camera=\"" + camera + "\"" + more + "}";
  }

  static void head() {
    Report.say("%-10s | %-22s | %-51s | %s", "", "broken, and back in, s", "while well", "counters, by how much they grew");
    Report.say(
        "%-10s | %6s %7s %7s | %7s %9s %5s %9s %8s %8s | %7s | %s",
        "stream", "times", "p50", "max", "seconds", "pictures", "lost", "pause, ms", "too long", "not live",
        "excused", "missed, dropped, failures, reader stalls; encoding's dropped, failures");
  }

  void tell(Map<String, Object> result) {
    var back = new Samples();
    this.back.values().forEach(back::addAll);
    var counters = grown.values().stream().map(v -> "%.0f".formatted(v)).toList();
    Report.say(
        "%-10s | %6d %7s %7s | %7d %9d %5d %9d %8d %8d | %7.0f | %s",
        label,
        broken,
        back.count() == 0 ? "" : "%.2f".formatted(back.median() / 1e3),
        back.count() == 0 ? "" : "%.2f".formatted(back.largest() / 1e3),
        seconds,
        pictures,
        lost,
        longestPause / 1_000_000,
        tooLong,
        notLive,
        excused,
        String.join(" ", counters));
    var row = new LinkedHashMap<String, Object>();
    row.put("broken", broken);
    row.put("back", back.count());
    row.put("backP50Ms", back.median());
    row.put("backMaxMs", back.largest());
    row.put("wellSeconds", seconds);
    row.put("pictures", pictures);
    row.put("lost", lost);
    row.put("longestPauseMs", longestPause / 1_000_000);
    row.put("pausesTooLong", tooLong);
    row.put("secondsNotLive", notLive);
    row.put("excused", excused);
    row.putAll(grown);
    result.put(label, row);
    check();
  }

  private void check() {
    checks.that(seconds > 0 && pictures > 0, "%s was never well", label);
    checks.that(lost == 0, "%s lost %d pictures while it was well", label, lost);
    checks.that(tooLong == 0, "%s paused %d times for too long, %d ms at most", label, tooLong, longestPause / 1_000_000);
    checks.that(notLive == 0, "%s said for %d s that it is not live", label, notLive);
    grown.forEach((name, value) -> checks.that(value == 0, "%s: %s grew by %.0f", label, name, value));
  }

  /// What happened while it was well and should not have, a line for each second.
  List<String> marks() {
    return marks;
  }
}
