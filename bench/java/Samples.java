import java.util.Arrays;

/// Measurements of one kind, to be asked for percentiles.
final class Samples {
  private long[] values = new long[1024];
  private int count;

  void add(long value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = value;
  }

  void addAll(Samples others) {
    for (int i = 0; i < others.count; i++) {
      add(others.values[i]);
    }
  }

  int count() {
    return count;
  }

  /// Nearest rank; -1 when there are none.
  long percentile(double percent) {
    if (count == 0) {
      return -1;
    }
    var sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * count);
    return sorted[Math.clamp(rank - 1, 0, count - 1)];
  }

  /// NaN when there are none.
  double mean() {
    return count == 0 ? Double.NaN : (double) Arrays.stream(values, 0, count).sum() / count;
  }

  long median() {
    return percentile(50);
  }

  long largest() {
    return percentile(100);
  }
}
