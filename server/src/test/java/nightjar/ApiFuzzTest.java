package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import nightjar.playback.Shot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent to the routes, by whomever, what comes back is as docs/ref/openapi.yaml says.
///
/// The run must not lock itself out: accounts it asks as are never named in a path, changing a
/// password is never given the right one, and the camera `front` is never switched. Sessions it
/// ends are begun again, from another address, for its own has failed too often to sign in.
class ApiFuzzTest {
  private static final int REQUESTS = Integer.getInteger("requests", 10_000);
  private static final int EACH_CONNECTION = 50;
  private static final Pattern INSIDE =
      Pattern.compile("Exception|at nightjar|at org\\.eclipse|java\\.(lang|util|io|nio)|jetty");
  private static final Pattern ALERT = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern ID = Pattern.compile("\"id\":\"([A-Za-z0-9._-]{1,64})\"");

  /// Each costs a password's hash, or a session.
  private static final Set<String> DEAR =
      Set.of("logIn", "confirm", "changePassword", "logOut", "endSessions");

  private static final List<String> ASKING =
      List.of(
          Household.ADMINISTRATOR,
          Household.ADMINISTRATOR,
          Household.ADMINISTRATOR,
          "vera",
          "token",
          "nobody");

  /// Words that an operation is not given.
  private static final Map<String, String> SPARED =
      Map.of("changePassword", Household.PASSWORD, "switchCamera", "front");

  /// What can be answered before it is known what is asked for.
  private static final Set<Integer> TO_ANY = Set.of(400, 404, 405, 408, 413, 414, 415, 421, 431);

  /// Nobody here has a phone, no way to be told is set up, there is an administrator already, who
  /// fails as often as this has to wait, and of tokens there are seldom any: all of somebody's are
  /// revoked at once as often as one.
  private static final Set<String> HARDLY_DONE =
      Set.of(
          "setUp",
          "testAlertChannel",
          "getAlertPicture",
          "getAlertClip",
          "logIn",
          "confirm",
          "changePassword",
          "turnTotpOn",
          "revokeToken",
          "renewRecovery",
          "addPasskey",
          "removePasskey",
          "logInByPasskey");

  @TempDir Path dir;

  private long seed;
  private Random random;
  private OpenApi api;
  private Household house;
  private RawHttp http;
  private int asked; // on this connection
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> who = new TreeMap<>(); // header lines, by user
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final Set<String> done = new TreeSet<>();

  @BeforeEach
  void start() throws Exception {
    seed = Long.getLong("seed", System.nanoTime());
    System.out.println("-Dseed=" + seed);
    random = new Random(seed);
    api = OpenApi.read();
    house = new Household(dir.resolve("house"), folder -> Happened.write(folder, "back"));
    var anna = house.setUp();
    house.addUser(anna, "vera", "viewer", null);
    house.addUser(anna, "kurt", "administrator", null);
    who.put(Household.ADMINISTRATOR, anna);
    who.put("vera", house.signIn("vera"));
    who.put("token", house.token(house.signIn("kurt"), 366, "view", "operate", "metrics"));
    who.put("nobody", house.origin());
    words.addAll(List.of("front", "back", "guest", "guest2", "a", "0".repeat(64)));
    words.addAll(List.of(" Guest ", "0123456789abcdef", "AAECAwQFBgcICQ", "", "door"));
    words.addAll(List.of(Happened.id("back", 0), Happened.id("back", 1)));
    words.addAll(List.of("front.mp4", "back.mp4", "Europe/Berlin"));
    words.addAll(List.of("7", "none", "person,car"));
    words.addAll(List.of(Household.PASSWORD, "nine grey owls hoot", "password12", "guestguest1"));
  }

  @AfterEach
  void stop() throws IOException {
    http.close();
    house.close();
  }

  @Test
  void answersAsItSays() throws Exception {
    attack(REQUESTS / 20); // whatever is opened once is open
    loadPasskeys();
    settle();
    house.server.awaitNoMoreThan(house.server.held());
    var before = house.server.held();
    attack(REQUESTS);
    settle();
    house.server.awaitNoMoreThan(before);
    lookBack();
    attackRest();
    house.server.assertSaidNothingBad();
    assertReached();
  }

  /// Their library is loaded when the first is tried.
  private void loadPasskeys() throws IOException {
    var part = "AAECAwQF";
    var response = Map.of("authenticatorData", part, "clientDataJSON", part, "signature", part);
    var sent = Map.of("credential", Map.of("id", part, "response", response));
    var name = "localhost:" + house.server.port();
    var answer =
        house.ask("POST /api/v1/login/passkey\nHost: " + name + "\nOrigin: http://" + name, sent);
    assertEquals(401, answer.status(), answer::body);
  }

  private void settle() throws Exception {
    leave();
    var on = house.ask("PUT /api/v1/cameras/back/switch\n" + who.get("token"), Map.of("on", true));
    assertEquals(200, on.status(), on::body);
    var picture = "GET /api/v1/cameras/back/snapshot.jpg\n" + who.get("token");
    Await.until(() -> house.ask(picture, Map.of()).status() == 200, () -> "no picture comes");
  }

  private void assertReached() {
    var enough = Set.of(200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 415, 421, 422, 429);
    assertTrue(statuses.keySet().containsAll(enough), statuses::toString);
    assertEquals(List.of(), neverDone(), statuses::toString);
  }

  private List<String> neverDone() {
    return api.operations().stream()
        .map(OpenApi.Operation::id)
        .filter(id -> !done.contains(id) && !HARDLY_DONE.contains(id))
        .toList();
  }

  private void attack(int requests) throws Exception {
    attack(requests, often());
  }

  /// What chance never did rightly is asked for as often as all else, which tells the ids it needs.
  private void attackRest() throws Exception {
    for (int i = 0; i < REQUESTS / 100; i++) {
      var rest = neverDone();
      if (rest.isEmpty()) {
        return;
      }
      var asked = often();
      var wanted = asked.stream().filter(one -> rest.contains(one.id())).toList();
      for (int more = asked.size() / wanted.size(); more > 0; more--) {
        asked.addAll(wanted);
      }
      attack(100, asked);
    }
  }

  private List<OpenApi.Operation> often() {
    var often = new ArrayList<OpenApi.Operation>();
    for (var operation : api.operations()) {
      for (int i = DEAR.contains(operation.id()) ? 3 : 0; i < 4; i++) {
        often.add(operation);
      }
    }
    return often;
  }

  private void attack(int requests, List<OpenApi.Operation> asked) throws Exception {
    var making = new Asked.Making(random, new Samples(random, words), house.server.port());
    for (int i = 0; i < requests; i++) {
      if (i % 200 == 0) { // some were removed
        Happened.write(dir.resolve("house/events"), "back");
        record();
      }
      one(making, asked.get(random.nextInt(asked.size())));
    }
  }

  /// When times are that are tried most.
  private void record() throws IOException {
    var store = house.server.footage();
    for (var camera : List.of("front", "back")) {
      if (store.find(camera, Optional.of("main"), 0, 1).isEmpty()) {
        Shot.closed(store, Recorded.FILM, camera, "main", 0, 30, 0);
      }
    }
  }

  /// As it should be asked for, since chance seldom hits on when and what was recorded, nor on an
  /// export of one's own, nor on a zone that there is.
  private void lookBack() throws Exception {
    record();
    comeBack(Household.ADMINISTRATOR);
    var span = Map.<String, Object>of("from", 0, "to", 1_000_000);
    right("getVideo", "GET /api/v1/cameras/front/video?from=0&to=1000000", Map.of());
    right("getFrame", "GET /api/v1/cameras/front/frame?at=1000000", Map.of());
    var wanted = new TreeMap<>(span);
    wanted.put("cameras", List.of("front"));
    var export = ID.matcher(right("addExport", "POST /api/v1/exports", wanted).body());
    assertTrue(export.find());
    var path = "/api/v1/exports/" + export.group(1);
    right("getExport", "GET " + path, Map.of());
    right("getExportFile", "GET " + path + "/front.mp4", Map.of());
    right("cancelExport", "DELETE " + path, Map.of());
    var unlocked = new TreeMap<>(span);
    unlocked.put("locked", false);
    right("lockFootage", "PUT /api/v1/cameras/front/footage/lock", unlocked);
    right("setObjects", "PUT /api/v1/cameras/front/objects", Happened.objects(0.5));
    rules();
    right("removeFootage", "DELETE /api/v1/cameras/front/footage?from=0&to=1000000", Map.of());
  }

  /// A login that fails is an alert.
  private void rules() throws Exception {
    var rule = Happened.alertRule("Tries", Map.of("type", "logins", "count", 1));
    right("setAlertRules", "PUT /api/v1/alerts/rules", Map.of("rules", List.of(rule)));
    right("simulateAlertRule", "POST /api/v1/alerts/simulate", Map.of("rule", rule));
    var wrong = Map.of("user", "vera", "password", "wrong wrong wrong");
    house.ask("POST /api/v1/login\n" + house.origin(), wrong);
    var list = "GET /api/v1/alerts?limit=1\n" + who.get(Household.ADMINISTRATOR);
    Await.until(
        () -> ALERT.matcher(house.ask(list, Map.of()).body()).find(), () -> "no alert came");
    var alert = ALERT.matcher(house.ask(list, Map.of()).body());
    assertTrue(alert.find());
    right("getAlert", "GET /api/v1/alerts/" + alert.group(1), Map.of());
    right("acknowledgeAlert", "POST /api/v1/alerts/" + alert.group(1) + "/acknowledge", Map.of());
  }

  private RawHttp.Response right(String id, String request, Map<String, Object> sent)
      throws Exception {
    var operation =
        api.operations().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    var head = request + "\n" + who.get(Household.ADMINISTRATOR);
    var answer = house.ask(head, sent);
    check(new Asked(Optional.of(operation), head, new byte[0]), answer);
    assertEquals(2, answer.status() / 100, () -> head + "\n" + answer.body());
    done.add(id);
    return answer;
  }

  private void one(Asked.Making making, OpenApi.Operation operation) throws Exception {
    var user = ASKING.get(random.nextInt(ASKING.size()));
    var spared = SPARED.getOrDefault(operation.id(), "");
    boolean known = words.remove(spared);
    var request = making.about(operation, who.get(user));
    if (known) {
      words.addFirst(spared);
    }
    var answer = ask(request);
    statuses.merge(answer.status(), 1, Integer::sum);
    check(request, answer);
    if (answer.status() == 101 || answer.status() / 100 == 2) {
      request.operation().ifPresent(one -> done.add(one.id()));
      remember(answer);
    } else if (answer.status() == 401) {
      comeBack(user);
    }
  }

  private RawHttp.Response ask(Asked request) throws IOException {
    boolean fresh = asked % EACH_CONNECTION == 0;
    if (fresh) {
      leave();
      http = new RawHttp(house.server.port());
    }
    asked++;
    try {
      var answer = http.ask(request.head(), request.body());
      if (answer.header("connection").contains("close") || answer.status() == 101) {
        asked = 0;
      }
      return answer;
    } catch (IOException e) {
      throw new IOException(said(request), e);
    }
  }

  private void leave() throws IOException {
    asked = 0;
    if (http != null) {
      http.close();
    }
  }

  private String said(Asked request) {
    var body = new String(request.body(), UTF_8);
    var begin = body.substring(0, Math.min(body.length(), 1_000));
    return "-Dseed=" + seed + "\n" + request.head() + "\n\n" + begin;
  }

  private void check(Asked request, RawHttp.Response answer) {
    var body = answer.body();
    var text = answer.status() + " " + body.substring(0, Math.min(body.length(), 1_000)) + "\n";
    assertFalse(INSIDE.matcher(body).find(), () -> text + said(request));
    assertTrue(answer.status() < 500 || answer.status() == 503, () -> text + said(request));
    if (request.head().startsWith("HEAD")) {
      return;
    }
    boolean error =
        TO_ANY.contains(answer.status())
            && answer.header("content-type").equals("application/json")
            && api.schema("Error").problems(StrictJson.parse(body)).isEmpty();
    var problems = new ArrayList<String>();
    for (var operation : request.operation().map(List::of).orElseGet(api::operations)) {
      var wrong = operation.problems(answer);
      if (wrong.isEmpty()) {
        return;
      }
      problems.addAll(wrong);
    }
    // The page is no operation; it answers a tag too.
    boolean page =
        answer.header("content-type").startsWith("text/html")
            && Set.of(200, 304).contains(answer.status());
    boolean early = Set.of(408, 414, 431).contains(answer.status());
    boolean fits = request.operation().isEmpty() ? error || page : error && early;
    assertTrue(fits, () -> problems + "\n" + text + said(request));
  }

  /// Ids of what there is, to name it.
  private void remember(RawHttp.Response answer) {
    if (answer.header("content-type").equals("application/json")) {
      ID.matcher(answer.body()).results().limit(5).map(id -> id.group(1)).forEach(words::add);
    }
    while (words.size() > 60) {
      words.remove(30); // the first stay
    }
  }

  /// Signed out by what was asked before.
  private void comeBack(String user) throws IOException {
    boolean account = !Set.of("token", "nobody").contains(user);
    if (account && !house.ask("GET /api/v1/me\n" + who.get(user), Map.of()).body().contains(user)) {
      who.put(user, house.signIn(user));
    }
  }
}
