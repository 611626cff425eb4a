package nightjar.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// What is measured, read when somebody asks. Filled at start, read from any thread afterwards.
///
/// The text is Prometheus' exposition format, version 0.0.4.
public final class Metrics {
  private enum Kind {
    COUNTER,
    GAUGE
  }

  private record Sample(String labels, DoubleSupplier value) {}

  private record Family(String help, Kind kind, List<Sample> samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();

  /// A number that only grows. Its name ends in `_total`.
  ///
  /// @param labels names and values in turn
  public void counter(String name, String help, DoubleSupplier value, String... labels) {
    add(name, help, Kind.COUNTER, value, labels);
  }

  /// A number that goes up and down.
  public void gauge(String name, String help, DoubleSupplier value, String... labels) {
    add(name, help, Kind.GAUGE, value, labels);
  }

  private synchronized void add(
      String name, String help, Kind kind, DoubleSupplier value, String... labels) {
    families
        .computeIfAbsent(name, _ -> new Family(help, kind, new ArrayList<>()))
        .samples
        .add(new Sample(labels(labels), value));
  }

  private static String labels(String... labels) {
    if (labels.length == 0) {
      return "";
    }
    var text = new StringBuilder("{");
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i > 0 ? "," : "").append(labels[i]).append("=\"");
      text.append(escape(labels[i + 1])).append('"');
    }
    return text.append('}').toString();
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  public synchronized String text() {
    var text = new StringBuilder();
    families.forEach((name, family) -> append(text, name, family));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, Family family) {
    text.append("# HELP ").append(name).append(' ').append(family.help).append('\n');
    text.append("# TYPE ").append(name).append(' ');
    text.append(family.kind == Kind.COUNTER ? "counter" : "gauge").append('\n');
    for (var sample : family.samples) {
      text.append(name).append(sample.labels).append(' ');
      text.append(number(sample.value.getAsDouble())).append('\n');
    }
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
