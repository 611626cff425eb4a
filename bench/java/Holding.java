import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server holds at one moment, after a full collection: what a leak would add to.
///
/// @param amounts by name
record Holding(Map<String, Double> amounts) {
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final Pattern NATIVE =
      Pattern.compile("<(total|system) type=\"(rest|fast|mmap|current)\".* size=\"(\\d+)\"/>");
  private static final Pattern METADATA = Pattern.compile("Metaspace +used (\\d+)K");

  /// How much more is no leak yet: a part, and an amount.
  private record Allowance(double part, double amount) {}

  // Compiled code, and what the C library keeps, still settle after a minute.
  private static final Map<String, Allowance> ALLOWED =
      Map.of(
          "heap, KB", new Allowance(0.10, 512),
          "class metadata, KB", new Allowance(0.10, 512),
          "native heap, KB", new Allowance(0.10, 2048),
          "resident, KB", new Allowance(0.10, 4096),
          "private dirty, KB", new Allowance(0.15, 4096),
          "fragments, KB", new Allowance(0.25, 256),
          "file handles", new Allowance(0, 0),
          "threads", new Allowance(0, 2), // compilers come and go
          "children", new Allowance(0, 0));

  static Holding of(Served served) throws IOException {
    served.diagnosis("GC.run");
    var heap = served.diagnosis("GC.heap_info");
    var memory = served.memory();
    var metrics = served.labelledMetrics();
    double fragments =
        metrics.get("nightjar_fragment_bytes") + metrics.get("nightjar_fragment_idle_bytes");
    var amounts = new LinkedHashMap<String, Double>();
    amounts.put("heap, KB", sum(USED.matcher(heap)));
    amounts.put("class metadata, KB", sum(METADATA.matcher(served.diagnosis("VM.metaspace", "basic"))));
    amounts.put("native heap, KB", nativeHeap(served.diagnosis("System.native_heap_info")) / 1024);
    amounts.put("resident, KB", (double) memory.get("VmRSS"));
    amounts.put("private dirty, KB", (double) memory.getOrDefault("Private_Dirty", 0L));
    amounts.put("fragments, KB", fragments / 1024);
    amounts.put("file handles", (double) served.files());
    amounts.put("threads", (double) served.threads());
    amounts.put("children", (double) served.children().size());
    return new Holding(amounts);
  }

  /// What glibc's malloc has given out: malloc_info(3), of which the last lines are of all heaps together.
  private static double nativeHeap(String xml) {
    var all = xml.substring(Math.max(0, xml.lastIndexOf("</heap>")));
    return NATIVE
        .matcher(all)
        .results()
        .mapToDouble(
            r ->
                switch (r.group(2)) {
                  case "rest", "fast" -> -Double.parseDouble(r.group(3));
                  default -> Double.parseDouble(r.group(3)); // "current" is what malloc holds, "mmap" what it has beside
                })
        .sum();
  }

  private static double sum(Matcher found) {
    return found.results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
  }

  /// Says how it compares with what was held before.
  void compare(Holding before, Checks checks, Map<String, Object> result) {
    Report.say("");
    Report.say("%-20s %10s %10s %7s %10s", "held", "first", "at the end", "ratio", "allowed");
    amounts.forEach(
        (name, now) -> {
          double first = before.amounts.get(name);
          var allowed = ALLOWED.get(name);
          double most = first * (1 + allowed.part) + allowed.amount;
          Report.say(
              "%-20s %10.0f %10.0f %7.2f %10.0f  %s",
              name, first, now, now / first, most, now <= most ? "well" : "GROWN");
          checks.that(now <= most, "%s: %.0f at first, %.0f at the end", name, first, now);
          result.put(name, Map.of("first", first, "end", now));
        });
  }
}
