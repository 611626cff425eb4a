package nightjar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand connections from one address that send or read next to nothing keep nobody else
/// waiting.
class SlowClientsTest {
  private static final int CONNECTIONS = 1_000;

  @Test
  void keepNobodyWaiting(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      var signed = house.setUp();
      var slow = new ArrayList<RawHttp>();
      try {
        for (int i = 0; i < CONNECTIONS; i++) {
          var http = new RawHttp(house.server.port(), InetAddress.ofLiteral("127.0.2.1"));
          slow.add(http);
          begin(http, i % 2 == 0);
          if (i % 100 == 99) {
            long before = System.nanoTime();
            assertEquals(200, house.ask("GET /api/v1/cameras\n" + signed, Map.of()).status());
            assertTrue(System.nanoTime() - before < 5_000_000_000L);
          }
        }
      } finally {
        for (var http : slow) {
          http.close();
        }
      }
    }
  }

  /// Half a head, or a whole one whose answer nobody reads.
  private static void begin(RawHttp http, boolean half) {
    try {
      http.send(
          ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: y" + (half ? "" : "\r\n\r\n"))
              .getBytes(ISO_8859_1));
    } catch (IOException _) {
      // it was refused at once
    }
  }
}
