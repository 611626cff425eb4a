package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is answered at which address, with the camera running.
class RoutesTest {
  private static RunningServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new RunningServer(RunningServer.SMALL);
  }

  @AfterAll
  static void stop() {
    server.close();
    server.assertSaidNothingBad();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /                           | 200 text/html; charset=utf-8",
        "GET /?a=b                       | 200 text/html; charset=utf-8",
        "HEAD /                          | 200 text/html; charset=utf-8",
        "GET /index.html                 | 200 text/html; charset=utf-8",
        "GET /healthz                    | 200 application/json",
        "HEAD /healthz                   | 200 application/json",
        "GET /metrics                    | 200 text/plain; version=0.0.4; charset=utf-8",
        "GET /api/v1/server              | 200 application/json",
        "GET /api/v1/cameras             | 200 application/json",
        "GET /nothing                    | 404 application/json",
        "GET /healthz/                   | 404 application/json",
        "GET /api/v1/cameras/front       | 404 application/json",
        "GET /api/v1/cameras/front/live  | 426 application/json",
        "GET /index.html.gz              | 404 application/json",
        "GET /ui/index.html              | 404 application/json",
        "GET /nightjar/Main.class        | 404 application/json",
        "GET /module-info.class          | 404 application/json",
        "POST /                          | 405 application/json",
        "DELETE /api/v1/cameras          | 405 application/json",
        "OPTIONS /                       | 405 application/json",
        "TRACE /                         | 405 application/json",
        "BREW /                          | 405 application/json",
      })
  void answers(String request, String expected) throws IOException {
    var response = server.ask(request);
    assertEquals(expected, response.status() + " " + response.header("content-type"));
    assertSecured(response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/assets/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/assets/..%5c..%5cpom.xml",
        "/assets//index.html",
        "//etc/passwd",
        "/./././index.htm%00l",
        "/;/index.txt",
        "/.git/config.txt",
        "/%c0%ae%c0%ae/x.txt",
        "/%",
        "/%zz"
      })
  void leadsNowhereElse(String path) throws IOException {
    var response = server.ask("GET " + path);
    assertTrue(response.status() == 404 || response.status() == 400, () -> "" + response.status());
    assertSecured(response);
  }

  @Test
  void aPathOfThousandsOfFoldersLeadsNowhereToo() throws IOException {
    assertEquals(404, server.ask("GET /" + "a/".repeat(3_900) + "x.js").status());
  }

  private static void assertSecured(RawHttp.Response response) {
    assertTrue(response.header("content-security-policy").startsWith("default-src 'none'"));
    assertEquals("nosniff", response.header("x-content-type-options"));
    assertEquals("no-referrer", response.header("referrer-policy"));
    assertEquals("same-origin", response.header("cross-origin-opener-policy"));
    assertEquals("same-origin", response.header("cross-origin-resource-policy"));
    assertEquals("", response.header("server"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:%d       , 200",
    "localhost:%d       , 200",
    "LocalHost          , 200",
    "[::1]              , 200",
    "[0:0:0:0:0:0:0:1]  , 200",
    "127.0.0.2:%d       , 200",
    "[::2]              , 421",
    "0.0.0.0            , 421",
    "evil.example       , 421",
    "evil.example:%d    , 421",
    "127.0.0.1.evil.io  , 421",
    "localhost.evil.io  , 421",
    "192.168.0.7        , 421",
    "a@localhost        , 4..",
    "localhost@evil.io  , 4..",
    "localhost evil.io  , 4..",
    "''                 , 4..",
  })
  void answersToItsOwnNamesOnly(String host, String status) throws IOException {
    var response = server.ask("GET /healthz\nHost: " + host.formatted(server.port()));
    assertTrue(("" + response.status()).matches(status), () -> "" + response.status());
    assertSecured(response);
  }

  @Test
  void aTargetThatNamesAnotherHostIsRefused() throws IOException {
    assertEquals(400, server.ask("GET http://evil.example/healthz").status());
    assertEquals(421, server.ask("GET http://evil.io/healthz\nHost: evil.io").status());
  }

  @Test
  void whatItIs() throws IOException {
    var json = JsonObject.parse(server.ask("GET /api/v1/server").body());
    assertEquals("Nightjar", json.string("name"));
    assertEquals("demo", json.string("mode"));
    assertEquals(System.currentTimeMillis() * 1e3, json.number("now", 0, 1e18), 60e6);
  }

  @Test
  void whichCameras() throws IOException {
    var cameras = JsonObject.parse(server.ask("GET /api/v1/cameras").body()).objects("cameras");
    assertEquals(1, cameras.size());
    var front = cameras.getFirst();
    assertEquals("front", front.string("name"));
    assertEquals("live", front.string("state"));
    assertEquals("", front.string("reason"));
    assertEquals(320, front.number("width", 0, 10_000));
    assertEquals(240, front.number("height", 0, 10_000));
    assertEquals(15, front.number("fps", 0, 100));
  }

  /// As Prometheus reads it: help and type before the samples, each name once.
  @Test
  void metrics() throws IOException {
    var types = new TreeMap<String, String>();
    var samples = new ArrayList<String>();
    for (var line : server.ask("GET /metrics").body().lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        var words = line.split(" ");
        assertEquals(null, types.put(words[2], words[3]), line);
      } else if (!line.startsWith("# HELP ")) {
        assertTrue(
            line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? (NaN|[0-9.E+-]+)"),
            line);
        var name = line.split("[{ ]")[0];
        assertTrue(types.containsKey(name), line);
        assertFalse(samples.contains(line.substring(0, line.lastIndexOf(' '))), line);
        samples.add(line.substring(0, line.lastIndexOf(' ')));
      }
    }
    types.forEach((name, type) -> assertTrue(samples.toString().contains(name), name + type));
    assertEquals("counter", types.get("nightjar_camera_pictures_total"));
    assertEquals("gauge", types.get("nightjar_viewers"));
    assertTrue(server.metric("nightjar_camera_pictures_total") > 0);
    assertTrue(server.metric("process_resident_memory_bytes") > 1 << 20);
  }

  @Test
  void thePageIsAskedForAgainAndAnsweredByItsTag() throws IOException {
    var page = server.ask("GET /");
    assertEquals("no-cache", page.header("cache-control"));
    assertTrue(page.body().startsWith("<!doctype html>"), page::body);
    var again = server.ask("GET /\nIf-None-Match: " + page.header("etag"));
    assertEquals(304, again.status());
    assertEquals(page.header("etag"), again.header("etag"));
    assertSecured(again);
    assertEquals(200, server.ask("GET /\nIf-None-Match: \"another\"").status());
  }

  @Test
  void assetsAreKeptForGood() throws IOException {
    var page = server.ask("GET /").body();
    var asset = page.replaceFirst("(?s).*?src=\"([^\"]*)\".*", "/$1");
    var response = server.ask("GET " + asset);
    assertEquals("200 public, max-age=31536000, immutable", said(response));
    assertEquals("text/javascript; charset=utf-8", response.header("content-type"));
  }

  private static String said(RawHttp.Response response) {
    return response.status() + " " + response.header("cache-control");
  }

  @ParameterizedTest
  @CsvSource({
    "gzip             , gzip",
    "'br, gzip'       , gzip",
    "'deflate, gzip;q=0.5', gzip",
    "gzip;q=0         , ''",
    "br               , ''",
    "identity         , ''",
  })
  void compressesForWhoAsks(String accepted, String coding) throws Exception {
    var plain = server.ask("GET /").bytes();
    var response = server.ask("GET /\nAccept-Encoding: " + accepted);
    assertEquals(coding, response.header("content-encoding"));
    assertEquals("Accept-Encoding", response.header("vary"));
    var body =
        coding.isEmpty()
            ? response.bytes()
            : new GZIPInputStream(new ByteArrayInputStream(response.bytes())).readAllBytes();
    assertArrayEquals(plain, body);
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException {
    var get = server.ask("GET /");
    try (var http = new RawHttp(server.port())) {
      var head = http.ask("HEAD /");
      assertEquals(get.headers(), head.headers());
      assertEquals(200, http.ask("GET /healthz").status()); // and no byte between
      assertEquals(0, http.rest().length);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nightjar.v1           | none                   | front | 101",
        "nightjar.v1           | http://127.0.0.1:%d    | front | 101",
        "'other, nightjar.v1'  | none                   | front | 101",
        "nightjar.v1           | http://127.0.0.1:1     | front | 403",
        "nightjar.v1           | http://evil.example    | front | 403",
        "nightjar.v1           | http://evil.example:%d | front | 403",
        "nightjar.v1           | null                   | front | 403",
        "nightjar.v1           | nonsense and spaces    | front | 403",
        "nightjar.v2           | none                   | front | 400",
        "none                  | none                   | front | 400",
        "nightjar.v1           | none                   | back  | 404",
        "nightjar.v1           | none                   | a/b   | 404",
      })
  void upgrades(String protocol, String origin, String camera, int status) throws IOException {
    var request =
        RawWebSocket.UPGRADE
            .replace("/front/", "/" + camera + "/")
            .replaceFirst("Sec-WebSocket-Protocol.*\n", "")
            .concat(header("Sec-WebSocket-Protocol: ", protocol))
            .concat(header("Origin: ", origin.formatted(server.port())));
    var response = server.ask(request);
    assertEquals(status, response.status(), response::body);
    assertEquals(status == 101 ? "nightjar.v1" : "", response.header("sec-websocket-protocol"));
    if (status != 101) {
      assertSecured(response);
    }
  }

  private static String header(String name, String value) {
    return value.equals("none") ? "" : name + value + "\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"?a=%zz", "?{", "?a=\"", "?%", "?|"})
  void anUpgradeWithAMalformedQueryIsRefused(String query) throws IOException {
    var response = server.ask(RawWebSocket.UPGRADE.replace("/live", "/live" + query));
    assertEquals(400, response.status(), response::body);
    assertSecured(response);
  }

  @Test
  void anUpgradeUnderAnotherNameIsRefused() throws IOException {
    assertEquals(421, server.ask(RawWebSocket.UPGRADE + "Host: evil.example").status());
  }

  @Test
  void oneViewerTooMany() throws Exception {
    Await.until(() -> server.metric("nightjar_viewers") == 0, () -> "somebody stays");
    try (var a = server.watch();
        var b = server.watch();
        var c = server.watch()) {
      Await.until(() -> server.metric("nightjar_viewers") == 3, () -> "not all came");
      var fourth = server.ask(RawWebSocket.UPGRADE);
      assertEquals(503, fourth.status());
      assertSecured(fourth);
      assertTrue(a.next().text().contains("\"hello\"") && b.next().text().contains("\"hello\""));
      c.socket().close();
      Await.until(() -> server.metric("nightjar_viewers") == 2, () -> "it stays");
      server.watch().close();
    }
  }

  @Test
  void answersPings() throws IOException {
    try (var viewer = server.watch()) {
      for (var payload : new String[] {"", "once", "twice"}) {
        viewer.send(RawWebSocket.frame(0x80 | RawWebSocket.PING, payload.getBytes(UTF_8)));
        var answer = viewer.next();
        while (answer.opcode() != RawWebSocket.PONG) {
          answer = viewer.next();
        }
        assertEquals(payload, answer.text());
      }
      viewer.start();
      assertTrue(viewer.nextPicture().idr());
    }
  }

  @Test
  void theConversationBeginsAsWritten() throws IOException {
    try (var viewer = server.watch()) {
      var hello = JsonObject.parse(viewer.next().text());
      assertEquals("hello", hello.string("type"));
      assertEquals(1, hello.number("protocol", 0, 9));
      assertEquals("front", hello.string("camera"));
      assertEquals("health", JsonObject.parse(viewer.next().text()).string("type"));
      viewer.start();
      var rendition = JsonObject.parse(viewer.next().text());
      assertEquals("rendition", rendition.string("type"));
      assertTrue(rendition.string("codec").startsWith("avc1."));
      var init = viewer.next().bytes();
      assertEquals("ftyp", new String(init, 36, 4, UTF_8));
      var first = viewer.nextPicture(); // what is told of motion may come between
      assertTrue(first.idr() && !first.afterGap());
      assertEquals(first.sequence() + 1, viewer.nextPicture().sequence());
    }
  }
}
