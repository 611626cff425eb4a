package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts over HTTP and WebSocket: who is told, who sees what, and what becomes of it.
class AlertRoutesTest {
  private static final Duration VISITS = Duration.ofSeconds(90);

  @TempDir static Path dir;

  private static Household house;
  private static Guests guests;

  @BeforeAll
  static void start() throws Exception {
    house = new Household(dir.resolve("house"), folder -> Happened.write(folder, "front", "back"));
    guests = new Guests(house);
  }

  @AfterAll
  static void stop() {
    house.close();
    house.server.assertSaidNothingBad();
  }

  private static RawHttp.Response ask(String request, Caller caller, Map<String, ?> body)
      throws IOException {
    return house.ask(request + "\n" + guests.fresh(caller), body);
  }

  private static JsonObject ok(RawHttp.Response answer) throws IOException {
    assertEquals(200, answer.status(), answer::body);
    return JsonObject.parse(answer.body());
  }

  private static JsonObject get(String path, Caller caller) throws IOException {
    return ok(ask("GET " + path, caller, Map.of()));
  }

  private static void rules(Map<?, ?>... rules) throws IOException {
    ok(ask("PUT /api/v1/alerts/rules", Caller.OPERATOR, Map.of("rules", List.of(rules))));
  }

  private static void mode(String mode) throws IOException {
    ok(ask("PUT /api/v1/house/mode", Caller.OPERATOR, Map.of("mode", mode)));
  }

  private static List<JsonObject> alerts(Caller caller) throws IOException {
    return get("/api/v1/alerts", caller).objects("alerts");
  }

  @BeforeEach
  void noRules() throws IOException {
    rules();
    mode("home");
  }

  private static JsonObject next(RawWebSocket page, String type) throws IOException {
    while (true) {
      var message = JsonObject.parse(page.next().text());
      if (message.string("type").equals(type)) {
        return message;
      }
    }
  }

  private static void failALogin() throws IOException {
    house.ask(
        "POST /api/v1/login\n" + house.origin(),
        Map.of("user", "nobody", "password", "wrong wrong wrong"));
  }

  @Test
  void motionIsToldWhileTheHouseIsAway() throws Exception {
    motion();
    try (var page = RawWebSocket.alerts(house.server.port(), guests.reading(Caller.VIEWER))) {
      assertEquals("away", next(page, "hello").object("house").string("mode"));
      var alert = next(page, "alert").object("alert");
      assertEquals("motion", alert.string("kind"));
      long id = (long) alert.number("id", 1, 1e9);
      page.text("{\"type\":\"received\",\"id\":" + id + "}");
      var delivery = next(page, "change").object("alert").objects("deliveries").getFirst();
      assertEquals("page", delivery.string("channel"));
      mode("night");
      assertEquals("night", next(page, "house").object("house").string("mode"));
      var path = "/api/v1/alerts/" + id;
      Await.until(() -> get(path, Caller.VIEWER).bool("picture"), () -> "no picture was taken");
      var picture = ask("GET " + path + "/picture", Caller.VIEWER, Map.of());
      assertEquals(200, picture.status());
      assertTrue(get("/api/v1/house", Caller.VIEWER).whole("unseen", 0, 500) > 0);
      var seen = Map.of("upTo", id + 1_000);
      assertEquals(204, ask("POST /api/v1/alerts/seen", Caller.VIEWER, seen).status());
      assertEquals(0, get("/api/v1/house", Caller.VIEWER).whole("unseen", 0, 500));
      var taken = ok(ask("POST " + path + "/acknowledge", Caller.VIEWER, Map.of()));
      assertFalse(taken.object("acknowledged").string("by").isEmpty());
    }
  }

  @Test
  void whoMayNotSeeEveryCameraReadsNoRulesOfOthersAndSetsNone() throws Exception {
    var front = Happened.alertRule("Front", Map.of("type", "motion", "zone", ""));
    front.put("cameras", List.of("front"));
    var back = Happened.alertRule("Back", Map.of("type", "motion", "zone", ""));
    back.put("cameras", List.of("back"));
    rules(front, back);
    var seen = get("/api/v1/alerts/rules", Caller.BACK_OPERATOR).objects("rules");
    assertEquals(1, seen.size());
    assertEquals("Back", seen.getFirst().string("name"));
    var none = Map.of("rules", List.of());
    assertEquals(403, ask("PUT /api/v1/alerts/rules", Caller.BACK_OPERATOR, none).status());
    assertEquals(2, get("/api/v1/alerts/rules", Caller.OPERATOR).objects("rules").size());
  }

  /// Somebody comes to the generated cameras about every half minute.
  private static void motion() throws Exception {
    rules(Happened.alertRule("Motion", Map.of("type", "motion", "zone", "")));
    mode("away");
    Await.until(
        VISITS,
        () -> alerts(Caller.VIEWER).stream().anyMatch(one -> isOf(one, "front")),
        () -> "nothing was told");
  }

  @Test
  void whoMayNotSeeACameraIsNotToldOfIt() throws Exception {
    motion();
    assertFalse(alerts(Caller.BACK_VIEWER).stream().anyMatch(one -> isOf(one, "front")));
    var front =
        alerts(Caller.VIEWER).stream().filter(one -> isOf(one, "front")).findFirst().orElseThrow();
    var path = "/api/v1/alerts/" + (long) front.number("id", 1, 1e9);
    assertEquals(404, ask("GET " + path, Caller.BACK_VIEWER, Map.of()).status());
    assertEquals(404, ask("POST " + path + "/acknowledge", Caller.BACK_VIEWER, Map.of()).status());
  }

  private static boolean isOf(JsonObject alert, String camera) {
    try {
      return alert.string("camera").equals(camera);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void failedLoginsAreForAdministrators() throws Exception {
    rules(Happened.alertRule("Tries", Map.of("type", "logins", "count", 1)));
    try (var page =
        RawWebSocket.alerts(house.server.port(), guests.reading(Caller.ADMINISTRATOR))) {
      next(page, "hello");
      failALogin();
      var alert = next(page, "alert").object("alert");
      while (!alert.string("kind").equals("logins")) {
        alert = next(page, "alert").object("alert");
      }
      assertFalse(alerts(Caller.OPERATOR).stream().anyMatch(AlertRoutesTest::isOfLogins));
      assertTrue(alerts(Caller.ADMINISTRATOR).stream().anyMatch(AlertRoutesTest::isOfLogins));
    }
  }

  private static boolean isOfLogins(JsonObject alert) {
    try {
      return alert.string("kind").equals("logins");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsWrongWithARuleIsSaidAtIt() throws Exception {
    var right = Happened.alertRule("Right", Map.of("type", "disk"));
    var zone = Happened.alertRule("Zone", Map.of("type", "motion", "zone", "Garden"));
    var answer =
        ask("PUT /api/v1/alerts/rules", Caller.OPERATOR, Map.of("rules", List.of(right, zone)));
    assertEquals(422, answer.status());
    assertEquals("rules[1].what.zone", JsonObject.parse(answer.body()).string("field"));
    assertEquals(List.of(), get("/api/v1/alerts/rules", Caller.OPERATOR).objects("rules"));
  }

  @Test
  void aRuleIsTriedOnWhatWas() throws Exception {
    var rule = Happened.alertRule("Motion", Map.of("type", "motion", "zone", ""));
    Await.until(
        () ->
            ok(ask("POST /api/v1/alerts/simulate", Caller.OPERATOR, Map.of("rule", rule)))
                    .whole("fired", 0, 10_000)
                > 0,
        () -> "nothing would have been told");
    var told = ok(ask("POST /api/v1/alerts/simulate", Caller.OPERATOR, Map.of("rule", rule)));
    var first = told.objects("times").getFirst();
    assertFalse(first.string("event").isEmpty());
    var disk = Happened.alertRule("Disk", Map.of("type", "disk"));
    var none = ok(ask("POST /api/v1/alerts/simulate", Caller.OPERATOR, Map.of("rule", disk)));
    assertEquals(0, none.whole("fired", 0, 10));
    assertFalse(none.string("note").isEmpty());
  }

  @Test
  void alertsArePutOffAndBackOn() throws Exception {
    var house = ok(ask("PUT /api/v1/house/snooze", Caller.OPERATOR, Map.of("minutes", 60)));
    assertTrue(house.number("snoozedUntil", 0, 1e18) > 0);
    rules(Happened.alertRule("Tries to be put off", Map.of("type", "logins", "count", 1)));
    failALogin();
    Await.until(
        () -> alerts(Caller.ADMINISTRATOR).stream().anyMatch(AlertRoutesTest::isPutOff),
        () -> "nothing was kept");
    ok(ask("PUT /api/v1/house/snooze", Caller.OPERATOR, Map.of("minutes", 0)));
    assertEquals(0.0, get("/api/v1/house", Caller.VIEWER).number("snoozedUntil", 0, 1e18));
  }

  private static boolean isPutOff(JsonObject alert) {
    try {
      return alert.bool("snoozed");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachHasTheirOwnPreferences() throws Exception {
    var quiet =
        Map.of(
            "sound", false, "vibrate", true, "large", false, "cameras", List.of(), "only",
            "urgent");
    ok(ask("PUT /api/v1/me/alerts", Caller.VIEWER, quiet));
    assertFalse(get("/api/v1/me/alerts", Caller.VIEWER).bool("sound"));
    assertTrue(get("/api/v1/me/alerts", Caller.ADMINISTRATOR).bool("sound"));
  }

  @Test
  void thePageIsAnsweredAndMayNotSayAnything() throws Exception {
    try (var page = RawWebSocket.alerts(house.server.port(), guests.reading(Caller.VIEWER))) {
      next(page, "hello");
      page.text("{\"type\":\"ping\",\"t0\":17}");
      assertEquals(17.0, next(page, "pong").number("t0", 0, 100));
      page.text("{\"type\":\"something of a later page\"}");
      page.text("{\"type\":\"received\",\"id\":4711}");
      page.text("{\"type\":\"ping\",\"t0\":18}");
      assertEquals(18.0, next(page, "pong").number("t0", 0, 100));
      page.text("{\"type\":\"received\"}");
      var last = page.next();
      while (last.opcode() != RawWebSocket.CLOSE) {
        last = page.next();
      }
      assertEquals(1008, last.closeCode());
    }
  }
}
