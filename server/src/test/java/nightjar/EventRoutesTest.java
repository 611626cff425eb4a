package nightjar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events and motion over HTTP: who sees what, and what is written down of changes.
class EventRoutesTest {
  private static final String FRONT = Happened.id("front", 0);
  private static final String BACK = Happened.id("back", 0);
  private static final String MOTION = "/api/v1/cameras/%s/motion";

  @TempDir static Path dir;

  private static Path data;
  private static Household house;
  private static Guests guests;

  @BeforeAll
  static void start() throws Exception {
    data = dir.resolve("house");
    house = new Household(data, folder -> Happened.write(folder, "front", "back"));
    guests = new Guests(house);
  }

  @AfterAll
  static void stop() {
    house.close();
    house.server.assertSaidNothingBad();
  }

  private static RawHttp.Response ask(String request, Caller caller) throws IOException {
    return ask(request, caller, Map.of());
  }

  private static RawHttp.Response ask(String request, Caller caller, Map<String, ?> body)
      throws IOException {
    return house.ask(request + "\n" + guests.fresh(caller), body);
  }

  /// Without what the generated cameras see meanwhile.
  private static List<String> listed(String query, Caller caller) throws IOException {
    var answer = ask("GET /api/v1/events" + query, caller);
    assertEquals(200, answer.status(), answer::body);
    return JsonObject.parse(answer.body()).objects("events").stream()
        .map(EventRoutesTest::id)
        .filter(id -> Happened.isOne(id) || query.contains("limit"))
        .toList();
  }

  private static String id(JsonObject event) {
    try {
      return event.string("id");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eachSeesTheEventsOfItsCameras() throws IOException {
    assertEquals(4, listed("", Caller.VIEWER).size());
    assertEquals(List.of(Happened.id("back", 1), BACK), listed("", Caller.BACK_VIEWER));
    assertEquals(List.of(Happened.id("front", 1), FRONT), listed("?camera=front", Caller.VIEWER));
    assertEquals(403, ask("GET /api/v1/events?camera=front", Caller.BACK_VIEWER).status());
    assertEquals(List.of(), listed("?camera=side", Caller.VIEWER));
  }

  @Test
  void anothersEventIsNoEvent() throws IOException {
    for (var what : List.of("", "/pictures/0")) {
      var hidden = ask("GET /api/v1/events/" + FRONT + what, Caller.BACK_VIEWER);
      var none = ask("GET /api/v1/events/back-5" + what, Caller.BACK_VIEWER);
      assertEquals(404, hidden.status());
      assertEquals(none.body(), hidden.body());
      assertEquals(200, ask("GET /api/v1/events/" + FRONT + what, Caller.VIEWER).status());
    }
    assertEquals(404, ask("DELETE /api/v1/events/" + FRONT, Caller.BACK_OPERATOR).status());
    assertEquals(200, ask("GET /api/v1/events/" + FRONT, Caller.VIEWER).status());
  }

  @Test
  void pagesAndRefusals() throws IOException {
    assertEquals(
        List.of(FRONT), listed("?camera=front&before=" + Happened.id("front", 1), Caller.VIEWER));
    assertEquals(1, listed("?limit=1", Caller.VIEWER).size());
    assertEquals(List.of(), listed("?from=0&to=1", Caller.VIEWER));
    for (var wrong :
        List.of("limit=0", "limit=201", "from=-1", "to=x", "before=a", "kind=", "kind=car,van")) {
      var answer = ask("GET /api/v1/events?" + wrong, Caller.VIEWER);
      assertEquals(422, answer.status(), wrong);
      assertTrue(answer.body().contains("\"field\":\"" + wrong.replaceFirst("=.*", "")), wrong);
    }
  }

  @Test
  void picturesAreAsTheyWere() throws IOException {
    var answer = ask("GET /api/v1/events/" + BACK + "/pictures/1", Caller.VIEWER);
    assertEquals("image/jpeg", answer.header("content-type"));
    assertEquals("no-store", answer.header("cache-control"));
    assertArrayEquals(Happened.JPEG, answer.bytes());
    assertEquals(404, ask("GET /api/v1/events/" + BACK + "/pictures/3", Caller.VIEWER).status());
  }

  @Test
  void whatWasRecognisedIsTold() throws IOException {
    var answer = ask("GET /api/v1/events/" + FRONT, Caller.VIEWER);
    var event = JsonObject.parse(answer.body());
    assertEquals("A person.", event.string("why"));
    assertEquals(List.of("person"), event.strings("kinds"));
    assertEquals(1, event.whole("objectCount", 0, 40));
    var object = event.objects("objects").getFirst();
    assertEquals("person", object.string("kind"));
    assertEquals(List.of(List.of(0.1, 0.2, 0.1, 0.3)), List.of(box(answer.body())));
    assertTrue(object.bool("picture"));
    assertEquals(5, object.rows("path", 5).getFirst().size());
    var notice = event.objects("notices").getFirst();
    assertEquals("Lingering", notice.string("rule"));
    assertEquals("A person has been in street for 20 s", notice.string("text"));
  }

  private static List<Double> box(String event) {
    var objects = (List<?>) ((Map<?, ?>) StrictJson.parse(event)).get("objects");
    var box = (List<?>) ((Map<?, ?>) objects.getFirst()).get("box");
    return box.stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  @Test
  void listsAreFilteredByKind() throws IOException {
    var second = Happened.id("front", 1);
    assertEquals(List.of(FRONT), listed("?camera=front&kind=person,car", Caller.VIEWER));
    assertEquals(List.of(), listed("?camera=front&kind=dog", Caller.VIEWER));
    assertEquals(List.of(second), listed("?camera=front&kind=none", Caller.VIEWER));
    assertEquals(List.of(second, FRONT), listed("?camera=front&kind=none,person", Caller.VIEWER));
  }

  @Test
  void objectsHavePictures() throws IOException {
    var path = "GET /api/v1/events/" + FRONT + "/objects/%s/picture";
    var answer = ask(path.formatted(7), Caller.VIEWER);
    assertEquals("image/jpeg", answer.header("content-type"));
    assertArrayEquals(Happened.JPEG, answer.bytes());
    for (var none : List.of("8", "x", "07x", "9".repeat(18), "9".repeat(30), "..")) {
      assertEquals(404, ask(path.formatted(none), Caller.VIEWER).status(), none);
    }
    assertEquals(404, ask(path.formatted(7), Caller.BACK_VIEWER).status());
  }

  @Test
  void removingIsWrittenDown() throws IOException {
    var gone = Happened.id("back", 1);
    assertEquals(403, ask("DELETE /api/v1/events/" + gone, Caller.VIEWER).status());
    assertEquals(204, ask("DELETE /api/v1/events/" + gone, Caller.BACK_OPERATOR).status());
    assertEquals(404, ask("DELETE /api/v1/events/" + gone, Caller.BACK_OPERATOR).status());
    var audit = ask("GET /api/v1/audit", Caller.ADMINISTRATOR).body();
    assertTrue(audit.contains("\"event-remove\",\"subject\":\"" + gone + "\""), audit);
    Happened.write(data.resolve("events"), "back"); // for the others
  }

  @Test
  void settingMotionOutlivesTheProgramAndIsWrittenDownOnce() throws IOException {
    var path = MOTION.formatted("back");
    var before = ask("GET " + path, Caller.BACK_VIEWER);
    assertTrue(before.body().contains("\"from\":\"standard\""), before::body);
    var set = Happened.settings(80);
    for (int i = 0; i < 2; i++) {
      var answer = ask("PUT " + path, Caller.BACK_OPERATOR, set);
      assertEquals(200, answer.status(), answer::body);
      assertTrue(answer.body().contains("\"sensitivity\":80"), answer::body);
      assertTrue(answer.body().contains("\"from\":\"page\""), answer::body);
    }
    assertTrue(Files.readString(data.resolve("motion.json")).contains("\"sensitivity\":80"));
    assertEquals(403, ask("PUT " + path, Caller.VIEWER, set).status());
    assertEquals(403, ask("PUT " + MOTION.formatted("front"), Caller.BACK_OPERATOR, set).status());
    assertEquals(404, ask("PUT " + MOTION.formatted("side"), Caller.OPERATOR, set).status());
    var wrong = ask("PUT " + path, Caller.BACK_OPERATOR, Happened.settings(101));
    assertEquals(422, wrong.status());
    assertTrue(wrong.body().contains("sensitivity must be 1 to 100, not 101"), wrong::body);
    var back = ask("DELETE " + path, Caller.BACK_OPERATOR);
    assertTrue(back.body().contains("\"from\":\"standard\""), back::body);
    assertFalse(Files.readString(data.resolve("motion.json")).contains("back"));
    var audit = ask("GET /api/v1/audit", Caller.ADMINISTRATOR).body();
    assertEquals(2, audit.split("\"motion-set\"", -1).length, audit);
    assertEquals(2, audit.split("\"motion-reset\"", -1).length, audit);
  }

  @Test
  void settingObjectsOutlivesTheProgramAndIsWrittenDownOnce() throws IOException {
    var path = "/api/v1/cameras/%s/objects".formatted("back");
    var before = ask("GET " + path, Caller.BACK_VIEWER);
    assertTrue(before.body().contains("\"from\":\"standard\""), before::body);
    var set = Happened.objects(0.5);
    for (int i = 0; i < 2; i++) {
      var answer = ask("PUT " + path, Caller.BACK_OPERATOR, set);
      assertEquals(200, answer.status(), answer::body);
      assertTrue(answer.body().contains("[{\"kind\":\"person\",\"score\":0.5}]"), answer::body);
      assertTrue(answer.body().contains("\"from\":\"page\""), answer::body);
    }
    assertTrue(Files.readString(data.resolve("objects.json")).contains("Lingering"));
    assertEquals(403, ask("PUT " + path, Caller.VIEWER, set).status());
    var front = "/api/v1/cameras/front/objects";
    assertEquals(403, ask("PUT " + front, Caller.BACK_OPERATOR, set).status());
    var side = "/api/v1/cameras/side/objects";
    assertEquals(404, ask("PUT " + side, Caller.OPERATOR, set).status());
    var wrong = ask("PUT " + path, Caller.BACK_OPERATOR, Happened.objects(0.99));
    assertEquals(422, wrong.status());
    assertTrue(wrong.body().contains("kinds.score must be 0.1 to 0.95, not 0.99"), wrong::body);
    var zoned = new TreeMap<String, Object>(set);
    zoned.put("zones", List.of(Map.of("zone", "Drive", "kinds", List.of("car"))));
    var nowhere = ask("PUT " + path, Caller.BACK_OPERATOR, zoned);
    assertEquals(422, nowhere.status());
    assertTrue(nowhere.body().contains("\"field\":\"zones\""), nowhere::body);
    assertTrue(nowhere.body().contains("there is none"), nowhere::body);
    var back = ask("DELETE " + path, Caller.BACK_OPERATOR);
    assertTrue(back.body().contains("\"from\":\"standard\""), back::body);
    assertFalse(Files.readString(data.resolve("objects.json")).contains("back"));
    var audit = ask("GET /api/v1/audit", Caller.ADMINISTRATOR).body();
    assertEquals(2, audit.split("\"objects-set\"", -1).length, audit);
    assertEquals(2, audit.split("\"objects-reset\"", -1).length, audit);
  }

  @Test
  void aReplayOfNothingSaysWhatThereWas() throws IOException {
    var span =
        Map.of(
            "from",
            Happened.START - 1,
            "to",
            Happened.START + 86_400_000_000L,
            "settings",
            Happened.settings(60));
    var path = "POST " + MOTION.formatted("front") + "/replay";
    var answer = ask(path, Caller.OPERATOR, span);
    assertEquals(200, answer.status(), answer::body);
    var json = JsonObject.parse(answer.body());
    assertEquals(List.of(), json.objects("events"));
    assertEquals(2, json.objects("before").size());
    assertEquals(FRONT, json.objects("before").getFirst().string("id"));
    var turned =
        Map.of("from", Happened.START, "to", Happened.START, "settings", Happened.settings(60));
    assertEquals(422, ask(path, Caller.OPERATOR, turned).status());
    assertEquals(403, ask(path, Caller.BACK_OPERATOR, span).status());
  }
}
