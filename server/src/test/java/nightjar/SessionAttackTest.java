package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions that are planted, forged, old or over open nothing.
class SessionAttackTest {
  private static final Map<String, Object> NOTHING = Map.of();

  private Household house;

  @BeforeEach
  void start(@TempDir Path dir) throws Exception {
    house = new Household(dir.resolve("data"));
    house.setUp();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  private int me(String headers) throws Exception {
    return house.ask("GET /api/v1/me\n" + headers, NOTHING).status();
  }

  @Test
  void aPlantedSessionIsNotTakenUp() throws Exception {
    var planted = "Cookie: nightjar=" + "A".repeat(43);
    var sent = Map.of("user", Household.ADMINISTRATOR, "password", Household.PASSWORD);
    var answer = house.ask("POST /api/v1/login\n" + house.origin() + "\n" + planted, sent);
    assertEquals(200, answer.status());
    assertFalse(answer.header("set-cookie").contains("A".repeat(43)));
    assertEquals(401, me(planted));
  }

  @Test
  void cookiesAreOutOfReachOfScriptsAndOtherSites() throws Exception {
    var sent = Map.of("user", Household.ADMINISTRATOR, "password", Household.PASSWORD);
    var answer = house.ask("POST /api/v1/login\n" + house.origin(), sent);
    var cookies = answer.header("set-cookie").lines().toList();
    assertEquals(2, cookies.size());
    for (var cookie : cookies) {
      assertTrue(cookie.contains("; Path=/; Max-Age="), cookie);
      assertTrue(cookie.contains("; HttpOnly; SameSite=Strict"), cookie);
      assertFalse(answer.body().contains(cookie.replaceFirst("[^=]*=([^;]*).*", "$1")), cookie);
    }
  }

  @Test
  void eachLoginIsAnotherSession() throws Exception {
    var first = house.signIn(Household.ADMINISTRATOR);
    var second = house.signIn(Household.ADMINISTRATOR);
    assertFalse(first.equals(second));
  }

  @Test
  void whatIsOverStaysOver() throws Exception {
    var signed = house.signIn(Household.ADMINISTRATOR);
    assertEquals(200, me(signed));
    assertEquals(204, house.ask("POST /api/v1/logout\n" + signed, NOTHING).status());
    assertEquals(401, me(signed));
    var again = house.signIn(Household.ADMINISTRATOR);
    assertEquals(204, house.ask("DELETE /api/v1/me/sessions\n" + again, NOTHING).status());
    assertEquals(401, me(again));
  }

  @Test
  void forgedOnesOpenNothing() throws Exception {
    var signed = house.signIn(Household.ADMINISTRATOR);
    var last = signed.charAt(signed.length() - 2);
    for (var forged :
        List.of(
            "Cookie: nightjar=",
            "Cookie: nightjar=x",
            "Cookie: __Host-nightjar=" + signed.replaceFirst("(?s).*nightjar=", ""),
            signed.substring(0, signed.length() - 2) + (last == 'b' ? "cc" : "bb"),
            "Authorization: Bearer njt_" + "A".repeat(43),
            "Authorization: Bearer " + signed.replaceFirst("(?s).*nightjar=", ""),
            "Authorization: Basic YW5uYTphbm5h")) {
      assertEquals(401, me(forged), forged);
    }
  }

  @Test
  void allExpire() throws Exception {
    var signed = house.signIn(Household.ADMINISTRATOR);
    var token = house.token(signed, 1, "view");
    assertEquals(200, house.ask("GET /api/v1/cameras\n" + token, NOTHING).status());
    house.clock.pass(Duration.ofDays(15));
    assertEquals(401, me(signed));
    assertEquals(401, house.ask("GET /api/v1/cameras\n" + token, NOTHING).status());
  }
}
