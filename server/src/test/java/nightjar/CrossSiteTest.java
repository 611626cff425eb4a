package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A page of another site, in the owner's browser, with the owner's cookies.
class CrossSiteTest {
  private static final String SOCKET =
      "GET /api/v1/cameras/front/live\nConnection: Upgrade\nUpgrade: websocket\n"
          + "Sec-WebSocket-Version: 13\nSec-WebSocket-Protocol: nightjar.v1\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n";

  @Test
  void asksInVain(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      var own = house.setUp();
      var cookie = own.lines().filter(line -> line.startsWith("Cookie")).findFirst().orElseThrow();
      int port = house.server.port();
      for (var from :
          new String[] {
            "Origin: https://evil.example",
            "Origin: null",
            "Origin: http://127.0.0.1:" + (port - 1),
            "Origin: http://127.0.0.1:" + port + ".evil.example",
            "Origin: http://evil@127.0.0.1",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
            "X-Nothing: said",
          }) {
        assertRefused(house, "POST /api/v1/logout\n" + from + "\n" + cookie);
        if (!from.startsWith("X-")) {
          assertRefused(house, "GET /api/v1/cameras\n" + from + "\n" + cookie);
          assertRefused(house, SOCKET + from + "\n" + cookie);
        }
      }
      assertEquals(200, house.ask("GET /api/v1/me\n" + own, Map.of()).status());
    }
  }

  private static void assertRefused(Household house, String request) throws Exception {
    var answer = house.ask(request, Map.of());
    assertEquals(403, answer.status(), request);
    assertEquals("", answer.header("access-control-allow-origin"));
  }
}
