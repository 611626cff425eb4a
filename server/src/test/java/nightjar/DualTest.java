package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Both renditions of a camera with raw pictures recorded: the smaller one always, the other while
/// something happens.
class DualTest {
  private static final String SETTINGS =
      """
      listen: 127.0.0.1:0
      cameras:
        front:
          source: demo
          width: 640
          height: 360
          quiet: {on: no}
          motion: {on: %s}
          sub: {bitrate: 100k, gop: 1s}
          record: {mode: dual, before: 1s}
      """;

  @Test
  void theSubIsRecordedWhileNothingHappens() throws Exception {
    try (var server = new RunningServer(SETTINGS.formatted("no"))) {
      Await.until(() -> seconds(server, "front-sub") >= 3, () -> "the sub is not recorded");
      assertEquals(0, server.renditionMetric("record_files_total", "front-main"));
      assertEquals(0, server.renditionMetric("record_lost_total", "front-sub"));
      assertTrue(footage(server, "sub"));
    }
  }

  /// In the demo's scene somebody walks through from the beginning.
  @Test
  void mainIsRecordedWhenSomethingDoes() throws Exception {
    try (var server = new RunningServer(SETTINGS.formatted("yes"))) {
      Await.until(() -> seconds(server, "front-main") >= 2, () -> "main is not recorded");
      Await.until(
          () -> footage(server, "main") && footage(server, "sub"), () -> "not in the index");
      assertEquals(0, server.renditionMetric("record_lost_total", "front-main"));
      server.assertSaidNothingBad();
    }
  }

  private static long seconds(RunningServer server, String rendition) throws Exception {
    return server.renditionMetric("record_seconds_total", rendition);
  }

  private static boolean footage(RunningServer server, String rendition) throws Exception {
    return server.footage().previous("front", Optional.of(rendition), Long.MAX_VALUE).isPresent();
  }
}
