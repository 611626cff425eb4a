package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The smaller stream that the server makes of a camera's raw pictures.
class SubTest {
  private static final String SETTINGS =
      """
      listen: 127.0.0.1:0
      cameras:
        front:
          source: demo
          width: 320
          height: 240
          quiet: {on: no}
          record: {mode: off}
          sub: {bitrate: 100k}
      """;

  @Test
  void isEncodedWhileSomebodyWatchesIt() throws Exception {
    try (var server = new RunningServer(SETTINGS);
        var viewer = server.watch().start()) {
      viewer.nextPicture();
      assertEquals(0, encoded(server), "nobody has asked for it");
      viewer.text("{\"type\":\"ask\",\"rendition\":\"sub\"}");
      var said = viewer.awaitText("\"name\":\"sub\"");
      assertTrue(said.contains("\"width\":160") && said.contains("\"height\":120"), said);
      var first = viewer.nextPicture();
      assertTrue(first.idr());
      for (int i = 1; i < 20; i++) {
        assertEquals(first.sequence() + i, viewer.nextPicture().sequence());
      }
      assertTrue(encoded(server) >= 20);
      server.assertSaidNothingBad();
    }
  }

  private static long encoded(RunningServer server) throws Exception {
    return server.renditionMetric("encoded_pictures_total", "front-sub");
  }
}
