package nightjar.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void writesPrometheusText() {
    var metrics = new Metrics();
    metrics.counter("pictures_total", "Pictures read.", () -> 3, "camera", "a\"b\\c\nd");
    metrics.gauge("load", "Share of a core.", () -> 0.25);
    metrics.counter("pictures_total", "Pictures read.", () -> 12_345_678_901L, "camera", "e");
    assertEquals(
        """
        # HELP pictures_total Pictures read.
        # TYPE pictures_total counter
        pictures_total{camera="a\\"b\\\\c\\nd"} 3
        pictures_total{camera="e"} 12345678901
        # HELP load Share of a core.
        # TYPE load gauge
        load 0.25
        """,
        metrics.text());
  }
}
