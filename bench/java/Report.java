import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a benchmark prints: lines for people, and one of JSON.
final class Report {
  private Report() {}

  static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /// Says which machine this is, and keeps it.
  static void machine(Map<String, Object> result) throws IOException {
    var cpu =
        Files.readString(Path.of("/proc/cpuinfo"))
            .lines()
            .filter(l -> l.matches("(model name|Model)\\s*:.*"))
            .findFirst()
            .map(l -> l.replaceAll(".*: ", ""))
            .orElse(System.getProperty("os.arch"));
    int cores = Runtime.getRuntime().availableProcessors();
    var java = Runtime.version().toString();
    say("%s, %d cores; Java %s; load before %s", cpu, cores, java, load());
    result.put("cpu", cpu);
    result.put("cores", cores);
    result.put("java", java);
    result.put("loadBefore", load());
    result.put("javaOptions", String.valueOf(System.getenv("NIGHTJAR_JAVA_OPTS")));
  }

  /// Of the last minute: threads that run or want to.
  static double load() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
  }

  static String json(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> json(e.getKey()) + ":" + json(e.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list -> list.stream().map(Report::json).collect(Collectors.joining(",", "[", "]"));
      case Double number -> number.isNaN() ? "null" : String.format(Locale.ROOT, "%.3f", number);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    };
  }
}
