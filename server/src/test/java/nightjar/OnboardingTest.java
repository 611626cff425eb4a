package nightjar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What plain http answers beside an encrypted server.
class OnboardingTest {
  @TempDir private static Path dir;
  private static GuardedServer server;

  @BeforeAll
  static void start() throws Exception {
    server = GuardedServer.encrypted(dir, GuardedServer.ENCRYPTED);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String secure(String host) {
    return "https://" + host + ":" + server.port();
  }

  @Test
  void thePageKnowsThisServer() throws Exception {
    var page = server.askPlain("GET /");
    assertEquals("200 text/html; charset=utf-8", said(page));
    assertEquals("no-store", page.header("cache-control"));
    assertEquals("", page.header("set-cookie"));
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
            + secure("127.0.0.1")
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        page.header("content-security-policy"));
    assertTrue(page.body().contains("href=\"" + secure("127.0.0.1") + "/\""), page::body);
    assertTrue(page.body().matches("(?s).*>([0-9A-F]{2}:){31}[0-9A-F]{2}<.*"), page::body);
    assertFalse(page.body().matches("(?s).*%[A-Z]+%.*"), page::body);
    var assets = Pattern.compile("(?:src|href)=\"(assets/[^\"]+)\"").matcher(page.body()).results();
    for (var asset : assets.map(m -> m.group(1)).distinct().toList()) {
      assertEquals(200, server.askPlain("GET /" + asset).status(), asset);
    }
  }

  @Test
  void itsAddressIsTheOneItWasVisitedBy() throws Exception {
    var page = server.askPlain("GET /\nHost: Cameras.LAN:80");
    assertTrue(page.body().contains("href=\"" + secure("cameras.lan") + "/\""), page::body);
    assertTrue(page.body().contains("http://cameras.lan:80/"), page::body);
    assertTrue(page.header("content-security-policy").contains(secure("cameras.lan") + ";"));
  }

  @Test
  void theAuthorityInEachForm() throws Exception {
    var ca = server.authority();
    var der = server.askPlain("GET /ca.crt");
    assertEquals("200 application/x-x509-ca-cert", said(der));
    assertArrayEquals(ca.getEncoded(), der.bytes());
    var pem = server.askPlain("GET /ca.pem");
    assertEquals("200 application/x-pem-file", said(pem));
    var read =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.bytes()));
    assertEquals(ca, read);
    assertEquals(0, server.askPlain("HEAD /ca.crt").bytes().length);
  }

  @Test
  void theProfileIsXmlAndHoldsTheAuthority() throws Exception {
    var profile = server.askPlain("GET /nightjar.mobileconfig");
    assertEquals("200 application/x-apple-aspen-config", said(profile));
    var outer = strings(profile.body().replaceAll("(?s)<array>.*</array>", "<string/>"));
    assertEquals("Configuration", outer.get("PayloadType"));
    assertEquals("1", outer.get("PayloadVersion"));
    var inner = strings(profile.body().replaceAll("(?s).*<array>(.*)</array>.*", "$1"));
    assertEquals("com.apple.security.root", inner.get("PayloadType"));
    assertTrue(outer.get("PayloadUUID").matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"));
    assertFalse(outer.get("PayloadUUID").equals(inner.get("PayloadUUID")));
    assertArrayEquals(
        server.authority().getEncoded(),
        Base64.getMimeDecoder().decode(inner.get("PayloadContent")));
    assertEquals(profile.body(), server.askPlain("GET /nightjar.mobileconfig").body());
    wellFormed(profile.body());
  }

  private static Map<String, String> strings(String xml) {
    var found = new HashMap<String, String>();
    Pattern.compile("(?s)<key>(\\w+)</key>\\s*<(\\w+)>(.*?)</\\2>")
        .matcher(xml)
        .results()
        .forEach(m -> found.put(m.group(1), m.group(3)));
    return found;
  }

  /// Each element that is opened is closed, and no letter is left bare.
  private static void wellFormed(String xml) {
    var open = new ArrayDeque<String>();
    Pattern.compile("<(/?)(\\w+)[^>]*?(/?)>")
        .matcher(xml)
        .results()
        .forEach(
            m -> {
              if (!m.group(1).isEmpty()) {
                assertEquals(open.pop(), m.group(2));
              } else if (m.group(3).isEmpty()) {
                open.push(m.group(2));
              }
            });
    assertTrue(open.isEmpty(), open::toString);
    assertFalse(xml.matches("(?s).*&(?!amp;|lt;|gt;|quot;|#39;).*"));
  }

  /// By a reader of such files that is not ours.
  @Test
  void theProfileIsAPropertyList() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "there is no python3");
    var file =
        Files.write(dir.resolve("a.plist"), server.askPlain("GET /nightjar.mobileconfig").bytes());
    var script =
        "import plistlib,sys; print(plistlib.load(open(sys.argv[1],'rb'))['PayloadContent'][0]['PayloadContent'].hex())";
    var child = new ProcessBuilder("python3", "-c", script, file.toString()).start();
    var read = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertEquals(HexFormat.of().formatHex(server.authority().getEncoded()), read);
  }

  @Test
  void aCodeForPhones() throws Exception {
    var code = server.askPlain("GET /qr.svg\nHost: cameras.lan");
    assertEquals("200 image/svg+xml; charset=utf-8", said(code));
    wellFormed(code.body());
  }

  private static String said(RawHttp.Response response) {
    return response.status() + " " + response.header("content-type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /index.html                   | 308 /index.html",
        "HEAD /index.html                  | 308 /index.html",
        "GET /index.html?next=x            | 308 /index.html",
        "GET /onboarding.html              | 308 /onboarding.html",
        "GET /?next=https://evil.example/  | 200",
        "GET /assets/main-0123456789.js    | 421",
        "GET /api/v1/cameras?a=b           | 421",
        "GET /api/v1/server                | 421",
        "GET /%61pi/v1/server              | 421",
        "GET /healthz                      | 421",
        "GET /metrics                      | 421",
        "GET /trusted.svg                  | 421",
        "GET /elsewhere                    | 421",
        "GET /@evil.example/               | 421",
        "POST /api/v1/login                | 421",
        "PUT /index.html                   | 421",
        "POST /                            | 421",
        "DELETE /ca.crt                    | 421",
        "OPTIONS *                         | 421",
        "GET /%0d%0aSet-Cookie:a=b         | 400",
        "GET /%2f%2fevil.example           | 400",
        "GET //evil.example/               | 400",
        "GET /\\evil.example               | 400",
        "GET evil.example                  | 400",
      })
  void pagesAloneLeadToTheEncryptedSide(String request, String answer) throws Exception {
    var response = server.askPlain(request);
    var expected = answer.replace("308 ", "308 " + secure("127.0.0.1"));
    var location = response.header("location");
    assertEquals(expected, (response.status() + " " + location).strip());
    assertEquals("", response.header("set-cookie"));
    if (response.status() == 421) {
      assertTrue(response.body().contains(secure("127.0.0.1") + "/"), response::body);
      assertFalse(response.body().contains("evil"), response::body);
    }
  }

  /// Who sent a password or a token in clear is told, and not led to send it once more.
  @Test
  void credentialsAreNotLedOn() throws Exception {
    var token = "Authorization: Bearer njt_x";
    assertEquals(421, server.askPlain("GET /index.html\n" + token).status());
    try (var http = new RawHttp(server.onboarding())) {
      var login = http.ask("POST /api/v1/login", "{\"user\":\"anna\",\"password\":\"x\"}");
      assertEquals("421 ", login.status() + " " + login.header("location"));
      assertTrue(login.body().contains("nothing is encrypted here"), login::body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "cameras.lan.evil.example",
        "cameras.lan@evil.example",
        "evil.example#cameras.lan",
        "evil.example/cameras.lan",
        "evil.example?cameras.lan",
        "cameras.lan:80@evil.example",
        "cameras.lan evil.example",
        "cameras.lan,evil.example",
        "[::1]evil.example",
        "[::1%25evil]",
        "0.0.0.0",
        "",
      })
  void aHostThatIsNotOursLeadsNowhere(String host) throws Exception {
    for (var request : new String[] {"GET /", "GET /elsewhere", "GET /ca.crt"}) {
      var response = server.askPlain(request + "\nHost: " + host);
      assertTrue(response.status() == 421 || response.status() == 400, () -> host + response);
      assertEquals("", response.header("location"));
      assertFalse(response.body().contains("evil"), response::body);
    }
  }

  @Test
  void aTargetWithAHostOfItsOwnLeadsNowhere() throws Exception {
    var evil = server.askPlain("GET http://evil.example/x\nHost: evil.example");
    assertEquals("421 ", evil.status() + " " + evil.header("location"));
    assertEquals(400, server.askPlain("GET http://evil.example/x").status());
  }

  /// Whatever is asked: an address of ours, or none.
  @Test
  void anyTarget() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var pieces =
        "/ // \\ @ : evil.example . .. ; ? # % %0d%0a %2f %5c http: https: a ~ [ ] [::1] % 80"
            .split(" ");
    for (int i = 0; i < 1500; i++) {
      var target = new StringBuilder(random.nextInt(10) == 0 ? "" : "/");
      for (int n = random.nextInt(6); n > 0; n--) {
        target.append(pieces[random.nextInt(pieces.length)]);
      }
      if (target.isEmpty()) {
        continue;
      }
      var response = server.askPlain("GET " + target);
      var location = response.header("location");
      if (!location.isEmpty()) {
        assertTrue(
            location.startsWith(secure("127.0.0.1") + "/"), "-Dseed=" + seed + " " + location);
        var uri = location.replaceAll("[^A-Za-z0-9:/.@-].*", "");
        assertEquals("127.0.0.1", URI.create(uri).getHost(), "-Dseed=" + seed + " " + location);
      }
    }
  }

  @Test
  void behindAProxyItIsBelievedAndNobodyElse() throws Exception {
    var yaml = "listen: 127.0.0.1:0\nproxies: 127.0.0.1\ntls: {names: cam.example.com}\n";
    try (var plain = GuardedServer.plain(Files.createDirectory(dir.resolve("p")), yaml);
        var http = new RawHttp(plain.port())) {
      var request = "GET /healthz\nHost: cam.example.com\nX-Forwarded-For: 203.0.113.9";
      assertEquals(200, http.ask(request + "\nX-Forwarded-Proto: https").status());
      assertEquals(200, http.ask("GET /healthz\nX-Forwarded-For: nonsense, , [::1").status());
      assertEquals(421, http.ask("GET /healthz\nHost: evil.example").status());
    }
  }
}
