package nightjar.record;

import java.util.ArrayList;
import java.util.List;

/// Something that should not grow, looked at now and then.
final class Gauge {
  private final String name;
  private final double bound;
  private final List<Double> values = new ArrayList<>();

  /// @param bound it may grow by so much over the second half of the run
  Gauge(String name, double bound) {
    this.name = name;
    this.bound = bound;
  }

  void add(double value) {
    values.add(value);
  }

  double last() {
    return values.getLast();
  }

  /// Over the second half, by the straight line that fits best.
  double growth() {
    var half = values.subList(values.size() / 2, values.size());
    double middle = (half.size() - 1) / 2.0;
    double mean = half.stream().mapToDouble(v -> v).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < half.size(); i++) {
      products += (i - middle) * (half.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    return squares == 0 ? 0 : products / squares * (half.size() - 1);
  }

  boolean isFlat() {
    return growth() <= bound;
  }

  @Override
  public String toString() {
    return "%s %+.2f (may be %+.2f)%s".formatted(name, growth(), bound, isFlat() ? "" : " GROWS");
  }
}
