package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nightjar.http.RouteTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every route, asked for by everybody, against what its rule in docs/ref/openapi.yaml means.
///
/// What is meant stands in [#MEANT], in words of its own: the program's decision is not asked.
/// Sessions are new for each request that changes something, and accounts that are changed are
/// nobody's here, so that no case depends on another. Accounts are set up before the rest, and the
/// first administrator last of all.
class RoleMatrixTest {
  /// What a caller gets by a rule, before its cameras are looked at. `ok` is anything but a
  /// refusal.
  private static final String MEANT =
      """
                           BEFORE_SETUP NOBODY    VIEWER   BACK_VIEWER OPERATOR BACK_OPERATOR ADMINISTRATOR UNCONFIRMED VIEW_TOKEN OPERATE_TOKEN METRICS_TOKEN VIEWERS_TOKEN EXPIRED_TOKEN ENDED_SESSION
      anywhere             ok           ok        ok       ok          ok       ok            ok            ok          ok         ok            ok            ok            ok            ok
      anyone               ok           ok        ok       ok          ok       ok            ok            ok          ok         ok            ok            ok            ok            ok
      setup                ok           409-done  409-done 409-done    409-done 409-done      409-done      409-done    409-done   409-done      409-done      409-done      409-done      409-done
      login                401-setup    ok        ok       ok          ok       ok            ok            ok          ok         ok            ok            ok            ok            ok
      self                 401-setup    401-login ok       ok          ok       ok            ok            ok          403-role   403-role      403-role      403-role      401-login     401-login
      confirmed            401-setup    401-login ok       ok          ok       ok            ok            403-confirm 403-role   403-role      403-role      403-role      401-login     401-login
      view                 401-setup    401-login ok       ok          ok       ok            ok            ok          ok         403-role      403-role      ok            401-login     401-login
      operate              401-setup    401-login 403-role 403-role    ok       ok            ok            ok          403-role   ok            403-role      403-role      401-login     401-login
      administer           401-setup    401-login 403-role 403-role    403-role 403-role      ok            ok          403-role   403-role      403-role      403-role      401-login     401-login
      administer_confirmed 401-setup    401-login 403-role 403-role    403-role 403-role      ok            403-confirm 403-role   403-role      403-role      403-role      401-login     401-login
      metrics              401-setup    401-login 403-role 403-role    403-role 403-role      ok            ok          403-role   403-role      ok            403-role      401-login     401-login
      """;

  private static final String UPGRADE =
      RawWebSocket.UPGRADE.substring(RawWebSocket.UPGRADE.indexOf('\n'));
  private static final Map<String, Map<Caller, String>> TABLE = table();

  @TempDir static Path dir;

  private static OpenApi api;
  private static Household house;
  private static Guests guests;

  private static Map<String, Map<Caller, String>> table() {
    var rows = MEANT.lines().map(line -> line.strip().split(" +")).toList();
    var table = new TreeMap<String, Map<Caller, String>>();
    for (var row : rows.subList(1, rows.size())) {
      var meant = new TreeMap<Caller, String>();
      for (int i = 1; i < row.length; i++) {
        meant.put(Caller.valueOf(rows.getFirst()[i - 1]), row[i]);
      }
      table.put(row[0], meant);
    }
    return table;
  }

  @BeforeAll
  static void start() throws Exception {
    api = OpenApi.read();
    house =
        new Household(
            dir.resolve("house"),
            folder -> {
              Happened.write(folder, "back");
              Recorded.write(folder.getParent(), "front", "back");
            });
    guests = new Guests(house);
  }

  @AfterAll
  static void stop() {
    house.close();
    house.server.assertSaidNothingBad();
  }

  @Test
  void theTableKnowsEveryRuleAndEveryCaller() {
    assertEquals(RouteTable.rules(), TABLE.keySet());
    TABLE.forEach((rule, row) -> assertEquals(Set.of(Caller.values()), row.keySet(), rule));
  }

  @TestFactory
  Stream<DynamicTest> everyRouteForEverybody() {
    return api.operations().stream()
        .flatMap(
            operation ->
                Arrays.stream(Caller.values())
                    .filter(caller -> caller != Caller.BEFORE_SETUP)
                    .map(
                        caller ->
                            DynamicTest.dynamicTest(
                                operation + " by " + caller, () -> check(operation, caller))));
  }

  private static void check(OpenApi.Operation operation, Caller caller) throws IOException {
    guests.haveGuest();
    boolean reads = operation.method().equals("GET");
    for (var camera : cameras(operation)) {
      var target = target(operation, camera);
      var expected = expected(operation, caller, camera);
      var who = reads ? guests.reading(caller) : guests.fresh(caller);
      var answer = ask(operation, target, who, body(operation));
      assertEquals(expected, outcome(operation, answer), () -> target + answer.body());
      assertEquals(List.of(), operation.problems(answer), answer::body);
      if (reads) {
        checkHead(operation, target, who, answer);
      }
      if (operation.statuses().contains("101")) {
        var upgraded = house.ask("GET " + target + UPGRADE + who, Map.of());
        assertEquals(expected, outcome(operation, upgraded), upgraded::body);
        assertEquals(expected.equals("ok"), upgraded.status() == 101, upgraded::body);
      }
    }
  }

  private static List<String> cameras(OpenApi.Operation operation) {
    return operation.path().contains("{camera}") ? List.of("front", "back") : List.of("");
  }

  private static String target(OpenApi.Operation operation, String camera) {
    return path(operation, camera) + query(operation);
  }

  /// Of footage that is there.
  private static String query(OpenApi.Operation operation) {
    return switch (operation.id()) {
      case "getFootage", "getVideo" ->
          "?from=" + Recorded.START + "&to=" + (Recorded.START + 1_000_000);
      case "removeFootage" -> "?from=1&to=2";
      case "getFrame" -> "?at=" + Recorded.START;
      case "getFootageDays" -> "?camera=back";
      default -> "";
    };
  }

  private static String path(OpenApi.Operation operation, String camera) {
    return operation
        .path()
        .replace("{camera}", camera)
        .replace("{event}", Happened.id("back", 0))
        .replace("{alert}", "1")
        .replace("{channel}", "phone")
        .replace("{number}", "0")
        .replace("{object}", "7")
        .replace("{export}", "0-1-2-00000000")
        .replace("{file}", "back.mp4")
        .replace("{user}", Guests.GUEST)
        .replace("{id}", "0123456789abcdef");
  }

  private static String expected(OpenApi.Operation operation, Caller caller, String camera) {
    var row = TABLE.get(operation.rule());
    assertTrue(row != null, () -> operation + " has no rule: " + operation.rule());
    var meant = String.valueOf(row.get(caller));
    boolean ofAll = operation.id().equals("setAlertRules"); // of every camera at once
    boolean hidden = (ofAll || camera.equals("front")) && !caller.seesFront();
    return hidden && meant.equals("ok") ? "403-camera" : meant;
  }

  private static RawHttp.Response ask(
      OpenApi.Operation operation, String target, String who, Map<String, ?> body)
      throws IOException {
    return house.ask(operation.method() + " " + target + "\n" + who, body);
  }

  private static void checkHead(
      OpenApi.Operation operation, String target, String who, RawHttp.Response get)
      throws IOException {
    var head = house.ask("HEAD " + target + "\n" + who, Map.of());
    assertEquals(get.status(), head.status(), operation::toString);
    assertEquals(get.header("content-type"), head.header("content-type"), operation::toString);
  }

  /// Refusals are those of the rules; that a passkey is not known here is none.
  private static String outcome(OpenApi.Operation operation, RawHttp.Response answer) {
    boolean rulesOnly = operation.rule().equals("setup") && answer.status() == 409;
    if (answer.status() != 401 && answer.status() != 403 && !rulesOnly) {
      assertTrue(answer.status() < 500, answer::body);
      return "ok";
    }
    var code = ((Map<?, ?>) StrictJson.parse(answer.body())).get("code");
    return answer.status() + "-" + code;
  }

  /// Right for an operation, as far as that is possible without a phone at hand.
  private static Map<String, ?> body(OpenApi.Operation operation) {
    return switch (operation.id()) {
      case "setUp" ->
          Map.of("code", code(), "user", Household.ADMINISTRATOR, "password", Household.PASSWORD);
      case "logIn" -> Map.of("user", Guests.GUEST, "password", Household.PASSWORD);
      case "confirm" -> Map.of("password", Household.PASSWORD);
      case "changePassword" ->
          Map.of("current", Household.PASSWORD, "password", Household.PASSWORD);
      case "turnTotpOn" -> Map.of("code", "000000");
      case "issueToken" -> Map.of("name", "door", "scopes", List.of("view"), "days", 1);
      case "addUser" ->
          Map.of("user", Guests.GUEST, "password", Household.PASSWORD, "role", "viewer");
      case "changeUser" -> Map.of("role", "operator", "cameras", List.of("back"));
      case "setMotion" -> Happened.settings(50);
      case "setObjects" -> Happened.objects(0.5);
      case "lockFootage" -> Map.of("from", 1, "to", 2, "locked", true);
      case "addExport" ->
          Map.of(
              "cameras", List.of("back"), "from", Recorded.START, "to", Recorded.START + 1_000_000);
      case "replayMotion" -> Map.of("from", 1, "to", 2, "settings", Happened.settings(50));
      case "switchCamera" -> Map.of("on", true);
      case "logInByPasskey", "addPasskey" -> Map.of("name", "phone", "credential", Map.of());
      default -> Map.of();
    };
  }

  private static String code() {
    return house.auth.setupCode();
  }

  /// Against a server of its own, for this can be done once.
  @Test
  void beforeThereIsAnAdministrator(@TempDir Path other) throws Exception {
    var inOrder = new ArrayList<>(api.operations());
    inOrder.sort(Comparator.comparing(operation -> operation.rule().equals("setup")));
    try (var fresh = new Household(other.resolve("house"))) {
      for (var operation : inOrder) {
        var body =
            operation.id().equals("setUp")
                ? Map.of("code", fresh.auth.setupCode(), "user", "eve", "password", "a long way in")
                : body(operation);
        var target = target(operation, "front");
        var answer = fresh.ask(operation.method() + " " + target + "\n" + fresh.origin(), body);
        var expected = expected(operation, Caller.BEFORE_SETUP, "front");
        assertEquals(expected, outcome(operation, answer), () -> operation + answer.body());
        assertEquals(List.of(), operation.problems(answer), answer::body);
      }
      assertFalse(fresh.auth.needsSetup());
      fresh.server.assertSaidNothingBad();
    }
  }

  /// A browser says so, and then not even its cookie helps.
  @TestFactory
  Stream<DynamicTest> pagesOfOtherSitesGetNothing() throws IOException {
    var signed = guests.fresh(Caller.ADMINISTRATOR);
    var cookie = signed.substring(signed.indexOf('\n') + 1);
    var elsewhere =
        List.of(
            signed + "\nSec-Fetch-Site: cross-site",
            signed + "\nSec-Fetch-Site: same-site",
            cookie + "\nOrigin: http://127.0.0.1:1",
            cookie + "\nOrigin: http://evil.example",
            cookie + "\nOrigin: null",
            cookie);
    return api.operations().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.toString(), () -> checkElsewhere(operation, elsewhere, cookie)));
  }

  private static void checkElsewhere(
      OpenApi.Operation operation, List<String> elsewhere, String cookie) throws IOException {
    boolean open = operation.rule().equals("anywhere");
    for (var headers : elsewhere) {
      boolean reads = operation.method().equals("GET") && headers.equals(cookie);
      var answer = ask(operation, target(operation, "front"), headers, body(operation));
      var outcome = outcome(operation, answer);
      assertEquals(open || reads, !outcome.equals("403-origin"), () -> headers + answer.body());
      assertEquals(List.of(), operation.problems(answer), answer::body);
    }
  }

  @Test
  void whoMayNotSeeACameraIsNotToldOfIt() throws IOException {
    var table = new TreeMap<Caller, Set<String>>();
    for (var caller : List.of(Caller.VIEWER, Caller.BACK_VIEWER, Caller.BACK_OPERATOR)) {
      var who = guests.fresh(caller);
      var listed = names(house.ask("GET /api/v1/cameras\n" + who, Map.of()));
      assertEquals(listed, names(house.ask("GET /healthz\n" + who, Map.of())));
      table.put(caller, listed);
    }
    var metrics = guests.fresh(Caller.METRICS_TOKEN);
    assertEquals("{\"status\":\"ok\"}", house.ask("GET /healthz\n" + metrics, Map.of()).body());
    assertEquals(
        Map.of(
            Caller.VIEWER, Set.of("back", "front"),
            Caller.BACK_VIEWER, Set.of("back"),
            Caller.BACK_OPERATOR, Set.of("back")),
        table);
  }

  private static Set<String> names(RawHttp.Response answer) {
    var cameras = (List<?>) ((Map<?, ?>) StrictJson.parse(answer.body())).get("cameras");
    var names = new TreeSet<String>();
    cameras.forEach(camera -> names.add(String.valueOf(((Map<?, ?>) camera).get("name"))));
    return names;
  }

  @Test
  void strangersLearnOnlyThatThereIsAServer() throws IOException {
    for (var caller : List.of(Caller.NOBODY, Caller.EXPIRED_TOKEN, Caller.ENDED_SESSION)) {
      var who = guests.fresh(caller);
      assertEquals("{\"status\":\"ok\"}", house.ask("GET /healthz\n" + who, Map.of()).body());
      var server = house.ask("GET /api/v1/server\n" + who, Map.of());
      var told = (Map<?, ?>) StrictJson.parse(server.body());
      assertEquals(Set.of("name", "access", "now", "secure"), told.keySet());
      assertEquals("login", told.get("access"));
    }
  }
}
