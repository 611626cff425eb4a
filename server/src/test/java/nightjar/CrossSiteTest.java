package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
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

  /// Each kind is written down, with who was made to ask, and no more often than it is bounded to.
  @Test
  void isWrittenDown(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      var own = house.setUp();
      var cookie = own.lines().filter(line -> line.startsWith("Cookie")).findFirst().orElseThrow();
      assertRefused(house, "POST /api/v1/logout\n" + cookie);
      assertRefused(house, "GET /api/v1/cameras\nSec-Fetch-Site: cross-site");
      for (int i = 0; i < 50; i++) {
        assertRefused(house, SOCKET + "Origin: https://evil.example\n" + cookie);
      }
      var entries = house.auth.audit().page(Long.MAX_VALUE, 200).entries();
      var refused = entries.stream().filter(e -> e.action().equals("page-refused")).toList();
      assertEquals(
          Map.of(
              "anna GET /api/v1/cameras/front/live: of a page of https://evil.example", 20L,
              " GET /api/v1/cameras: cross-site", 1L,
              "anna POST /api/v1/logout: it does not say of which page", 1L),
          refused.stream()
              .collect(
                  Collectors.groupingBy(
                      e -> e.user() + " " + e.subject() + ": " + e.detail(),
                      Collectors.counting())));
      assertTrue(refused.stream().allMatch(e -> !e.ok() && e.from().equals("127.0.0.9")));
    }
  }
}
