package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Guessing passwords gets nobody in, and keeps nobody out.
class BruteForceTest {
  private static final int TRIES = 10_000;

  @Test
  void tenThousandGuessesAreAFewAndTheOwnerStillComesIn(@TempDir Path dir) throws Exception {
    try (var house = new Household(dir.resolve("data"))) {
      house.setUp();
      var statuses = new TreeMap<Integer, Integer>();
      for (int i = 0; i < TRIES; ) {
        try (var http =
            new RawHttp(house.server.port(), InetAddress.ofLiteral("127.0.1." + (1 + i % 50)))) {
          for (int j = 0; j < 50; j++, i++) {
            var guess = Map.of("user", Household.ADMINISTRATOR, "password", "wrong guess " + i);
            var asked = "POST /api/v1/login\n" + house.origin();
            statuses.merge(http.ask(asked, StrictJson.text(guess)).status(), 1, Integer::sum);
          }
        }
      }
      assertEquals(TRIES, statuses.values().stream().mapToInt(n -> n).sum());
      assertEquals(Set.of(401, 429), statuses.keySet(), statuses::toString);
      assertTrue(statuses.get(401) <= 120, statuses::toString); // were hashed
      house.signIn(Household.ADMINISTRATOR); // from a browser that was here before
    }
  }
}
