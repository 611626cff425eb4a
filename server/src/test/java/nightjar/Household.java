package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import nightjar.auth.Auth;
import nightjar.auth.AuthConfig;

/// A running server with accounts, and ways to sign in. All have the same password.
final class Household implements AutoCloseable {
  static final String ADMINISTRATOR = "anna";
  static final String PASSWORD = "seven green herons wade";
  static final String TWO_CAMERAS =
      """
      listen: 127.0.0.1:0
      viewers: 30
      cameras:
        front: {source: demo, width: 320, height: 240, record: {mode: off}}
        back: {source: demo, width: 320, height: 240, record: {mode: off}}
      """;

  final ShiftedClock clock = new ShiftedClock(); // of accounts and sessions alone
  final Auth auth;
  final RunningServer server;
  // Failures here do not lock out those who fail on purpose elsewhere, nor the other way round.
  private final InetAddress home = InetAddress.ofLiteral("127.0.0.9");
  private final Map<String, String> devices = new HashMap<>(); // cookies, by user

  /// Without an administrator yet.
  ///
  /// @param data folder of what the server keeps; must not exist
  Household(Path data) throws Exception {
    this(data, _ -> {});
  }

  /// @param earlier puts events of an earlier run into their folder
  Household(Path data, Consumer<Path> earlier) throws Exception {
    auth = Auth.open(AuthConfig.standard(data), clock);
    earlier.accept(data.resolve("events"));
    server = RunningServer.guarded(TWO_CAMERAS, auth, data);
  }

  /// @return header lines that show who asks: a session's cookie and the page's origin
  String setUp() throws Exception {
    var sent = Map.of("code", auth.setupCode(), "user", ADMINISTRATOR, "password", PASSWORD);
    var answer = ask("POST /api/v1/setup\n" + origin(), sent);
    assertEquals(201, answer.status(), answer::body);
    var signed = signIn(ADMINISTRATOR);
    Await.until(
        () -> !ask("GET /healthz\n" + signed, Map.of()).body().matches(".*(starting|failed).*"),
        () -> "no camera live: " + server.said());
    return signed;
  }

  /// @return header lines that show who asks: a session's cookie and the page's origin
  String signIn(String user) throws IOException {
    var known = devices.containsKey(user) ? "\nCookie: " + devices.get(user) : "";
    var sent = Map.of("user", user, "password", PASSWORD);
    var answer = ask("POST /api/v1/login\n" + origin() + known, sent);
    assertEquals(200, answer.status(), answer::body);
    devices.put(user, cookie("nightjar-device=", answer));
    return origin() + "\nCookie: " + cookie("nightjar=", answer);
  }

  private static String cookie(String begin, RawHttp.Response answer) {
    return answer
        .header("set-cookie")
        .lines()
        .filter(line -> line.startsWith(begin))
        .findFirst()
        .orElseThrow()
        .replaceFirst(";.*", "");
  }

  String origin() {
    return "Origin: http://127.0.0.1:" + server.port();
  }

  /// Does nothing when there is such a user.
  ///
  /// @param by header lines of an administrator
  /// @param cameras null for all
  void addUser(String by, String user, String role, List<String> cameras) throws IOException {
    var sent = new TreeMap<String, Object>(Map.of("user", user, "password", PASSWORD));
    sent.put("role", role);
    sent.put("cameras", cameras);
    var answer = ask("POST /api/v1/users\n" + by, sent);
    assertTrue(answer.status() == 201 || answer.status() == 409, answer::body);
  }

  /// @param by header lines of whose token it is
  /// @return header line that shows the token
  String token(String by, int days, String... scopes) throws IOException {
    var sent = Map.of("name", "a token", "scopes", List.of(scopes), "days", days);
    var answer = ask("POST /api/v1/me/tokens\n" + by, sent);
    assertEquals(201, answer.status(), answer::body);
    return "Authorization: Bearer " + answer.body().replaceFirst(".*\"(njt_[^\"]*)\".*", "$1");
  }

  /// @param json of maps, lists, strings, numbers and null; empty for none
  RawHttp.Response ask(String request, Map<String, ?> json) throws IOException {
    try (var http = new RawHttp(server.port(), home)) {
      return http.ask(request, json.isEmpty() ? "" : StrictJson.text(json));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
