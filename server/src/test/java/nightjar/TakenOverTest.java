package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.auth.Accounts;
import nightjar.auth.Client;
import nightjar.auth.Grant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody had an account's password, session or token: what is left to them once it is taken
/// back.
class TakenOverTest {
  private static final Map<String, Object> NOTHING = Map.of();
  private static final String OTHER = "nine grey otters swim";

  @TempDir Path dir;
  private Household house;
  private String anna;

  @BeforeEach
  void start() throws Exception {
    house = new Household(dir.resolve("data"));
    anna = house.setUp();
    house.addUser(anna, "ben", "operator", null);
  }

  @AfterEach
  void stop() {
    house.close();
  }

  private int status(String request, Map<String, ?> sent) throws IOException {
    return house.ask(request, sent).status();
  }

  private int cameras(String who) throws IOException {
    return status("GET /api/v1/cameras\n" + who, NOTHING);
  }

  @Test
  void aPasswordSetByAnAdministratorEndsSessionsAndTokens() throws Exception {
    var ben = house.signIn("ben");
    var token = house.token(ben, 30, "view");
    assertEquals(200, cameras(token));
    assertEquals(200, status("PUT /api/v1/users/ben\n" + anna, Map.of("role", "viewer")));
    assertEquals(200, cameras(token), "it follows its owner's role");
    assertEquals(200, status("PUT /api/v1/users/ben\n" + anna, Map.of("password", OTHER)));
    assertEquals(401, cameras(ben));
    assertEquals(401, cameras(token));
  }

  @Test
  void aLostPhoneLosesItsTokensToo() throws Exception {
    var ben = house.signIn("ben");
    var token = house.token(ben, 30, "view");
    assertEquals(204, status("DELETE /api/v1/users/ben/factors\n" + anna, NOTHING));
    assertEquals(401, cameras(ben));
    assertEquals(401, cameras(token));
  }

  @Test
  void theConsoleEndsTokensToo() throws Exception {
    var ben = house.signIn("ben");
    var token = house.token(ben, 30, "view");
    var change = new Accounts.Change(Optional.empty(), Optional.empty(), Optional.of(OTHER));
    house.auth.accounts().change(Grant.console(), "ben", change, new Client("console", ""));
    assertEquals(401, cameras(token));
  }

  @Test
  void anAdministratorRevokesAllTokensOfOne() throws Exception {
    var ben = house.signIn("ben");
    var tokens = List.of(house.token(ben, 30, "view"), house.token(ben, 30, "operate"));
    var own = house.token(anna, 30, "view");
    assertEquals(204, status("DELETE /api/v1/users/ben/sessions\n" + anna, NOTHING));
    assertEquals(200, cameras(tokens.getFirst()), "signing out is not for programs");
    assertEquals(204, status("DELETE /api/v1/users/ben/tokens\n" + anna, NOTHING));
    for (var token : tokens) {
      assertEquals(401, cameras(token));
    }
    assertEquals(200, cameras(own));
    assertEquals(404, status("DELETE /api/v1/users/nobody/tokens\n" + anna, NOTHING));
    assertTrue(audit().contains("\"action\":\"tokens-revoked\",\"subject\":\"ben\""), audit());
  }

  @Test
  void whoChangesTheirPasswordMayEndTheirTokens() throws Exception {
    var ben = house.signIn("ben");
    var token = house.token(ben, 30, "view");
    var sent = Map.of("current", Household.PASSWORD, "password", OTHER);
    var answer = house.ask("PUT /api/v1/me/password\n" + ben, sent);
    assertEquals(204, answer.status(), answer::body);
    assertEquals(200, cameras(token), "not unasked");
    var signed = house.origin() + "\nCookie: " + session(answer);
    assertEquals(204, status("DELETE /api/v1/me/tokens\n" + signed, NOTHING));
    assertEquals(401, cameras(token));
    assertEquals(200, cameras(signed));
  }

  private static String session(RawHttp.Response answer) {
    return answer
        .header("set-cookie")
        .lines()
        .filter(line -> line.startsWith("nightjar="))
        .findFirst()
        .orElseThrow()
        .replaceFirst(";.*", "");
  }

  private String audit() throws IOException {
    return house.ask("GET /api/v1/audit?limit=200\n" + anna, NOTHING).body();
  }

  @Test
  void aCopiedCookieIsNotConfirmedWithItsOwner() throws Exception {
    var copied = anna;
    var answer =
        house.ask("POST /api/v1/me/confirm\n" + anna, Map.of("password", Household.PASSWORD));
    assertEquals(204, answer.status(), answer::body);
    var own = house.origin() + "\nCookie: " + session(answer);
    assertEquals(401, cameras(copied));
    assertEquals(200, cameras(own));
    var me = house.ask("GET /api/v1/me\n" + own, NOTHING).body();
    assertTrue(me.contains("\"confirmed\":true"), me);
  }

  /// The disk, too, is not always as it should be.
  @Test
  void aSessionThatEndsWhileTheDiskFailsIsDeadAndThatIsSaid() throws Exception {
    var ben = house.signIn("ben");
    var elsewhere = house.signIn("ben");
    var file = dir.resolve("data/sessions.json");
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    for (var request :
        List.of("POST /api/v1/logout\n" + ben, "DELETE /api/v1/me/sessions\n" + elsewhere)) {
      var answer = house.ask(request, NOTHING);
      assertEquals(507, answer.status(), answer::body);
      assertTrue(answer.body().contains("\"code\":\"unwritten\""), answer::body);
      assertTrue(answer.header("set-cookie").startsWith("nightjar=;"), answer::body);
    }
    assertEquals(401, cameras(ben));
    assertEquals(401, cameras(elsewhere));
    Files.delete(file.resolve("in the way"));
    Files.delete(file);
    assertEquals(204, status("POST /api/v1/logout\n" + house.signIn("ben"), NOTHING));
    assertTrue(Files.isRegularFile(file));
  }

  /// Null means something for `cameras` alone.
  @Test
  void nullIsNotTheSameAsNothing() throws Exception {
    var login = new HashMap<String, Object>();
    login.putAll(Map.of("user", "ben", "password", Household.PASSWORD));
    login.put("code", null);
    refused("POST /api/v1/login\n" + house.origin(), login, "code");
    refused("POST /api/v1/me/confirm\n" + anna, nulled("password", "code"), "code");
    refused("PUT /api/v1/users/ben\n" + anna, nulled("", "role"), "role");
    refused("PUT /api/v1/users/ben\n" + anna, nulled("", "password"), "password");
    assertEquals(200, status("PUT /api/v1/users/ben\n" + anna, nulled("", "cameras")));
    var ben = house.ask("GET /api/v1/users\n" + anna, NOTHING).body();
    assertTrue(ben.contains("\"name\":\"ben\",\"role\":\"operator\",\"cameras\":null"), ben);
  }

  private static Map<String, Object> nulled(String given, String field) {
    var sent = new HashMap<String, Object>();
    if (!given.isEmpty()) {
      sent.put(given, Household.PASSWORD);
    }
    sent.put(field, null);
    return sent;
  }

  private void refused(String request, Map<String, ?> sent, String field) throws IOException {
    var answer = house.ask(request, sent);
    assertEquals(422, answer.status(), answer::body);
    assertTrue(answer.body().contains("\"field\":\"" + field + "\""), answer::body);
    assertTrue(answer.body().contains(field + " must be "), answer::body);
  }

  @Test
  void switchingToWhatAlreadyIsLeavesNoTrace() throws Exception {
    var ben = house.signIn("ben");
    for (boolean on : new boolean[] {false, false, false, true, true, true}) {
      assertEquals(200, status("PUT /api/v1/cameras/front/switch\n" + ben, Map.of("on", on)));
    }
    var actions =
        Arrays.stream(audit().split("\"action\":\"")).filter(a -> a.startsWith("camera-"));
    assertEquals(
        List.of("camera-on", "camera-off"), actions.map(a -> a.replaceFirst("\".*", "")).toList());
    assertFalse(audit().contains("not written down"));
  }
}
