package nightjar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import nightjar.tls.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the encrypted side does.
class EncryptedTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaks(String protocol) throws Exception {
    try (var socket = server.connect(server.authority(), protocol);
        var http = new RawHttp(socket, "127.0.0.1:" + server.port())) {
      assertEquals(protocol, socket.getSession().getProtocol());
      assertEquals(200, http.ask("GET /healthz").status());
      assertEquals(200, http.ask("GET /healthz").status());
    }
  }

  /// A client hello of 1.1 by hand: this Java would not say one.
  @Test
  void refusesWhatIsOlder() throws Exception {
    var hello =
        "160302002f" + "0100002b0302" + "00".repeat(32) + "00" + "0004" + "c009c013" + "0100";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(HexFormat.of().parseHex(hello));
      var answer = socket.getInputStream().readNBytes(7);
      assertEquals(21, answer[0], "an alert");
      assertEquals(2, answer[5], "a fatal one");
      assertEquals(70, answer[6], "of the protocol's version");
    }
  }

  @Test
  void openSslAgrees() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/openssl")), "there is no openssl");
    var ca = Files.writeString(dir.resolve("ca.pem"), server.askPlain("GET /ca.pem").body());
    assertTrue(openssl(ca, "-tls1_3").contains("Verify return code: 0 (ok)"));
    assertTrue(openssl(ca, "-tls1_2").contains("Verify return code: 0 (ok)"));
    assertTrue(openssl(ca, "-tls1_2", "-cipher", "AES128-SHA").contains("(NONE)"));
    assertTrue(openssl(ca, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA").contains("(NONE)"));
    var hostname = openssl(ca, "-verify_hostname", "cameras.lan");
    assertTrue(hostname.contains("Verify return code: 0 (ok)"), hostname);
  }

  private static String openssl(Path ca, String... options) throws Exception {
    var command = new ArrayList<String>();
    command.addAll(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + server.port()));
    command.addAll(List.of("-CAfile", ca.toString()));
    command.addAll(List.of(options));
    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    child.getOutputStream().close();
    var said = new String(child.getInputStream().readAllBytes(), UTF_8);
    child.waitFor();
    return said;
  }

  @Test
  void whoDoesNotTrustTheAuthorityDoesNotConnect() throws Exception {
    var other = Pem.write(dir.resolve("x"), dir.resolve("x.pem"), dir.resolve("x.key"));
    assertThrows(SSLException.class, () -> server.connect(other));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1    , 200",
    "192.168.0.7  , 200",
    "[fd00::1]    , 200",
    "localhost    , 200",
    "cameras.lan  , 200",
    "CAMERAS.LAN. , 200",
    "evil.example , 421",
    "lan          , 421",
    "0.0.0.0      , 421",
  })
  void answersToItsNames(String host, int status) throws Exception {
    var request = "GET /healthz\nHost: " + host + ":" + server.port();
    assertEquals(status, server.ask(server.authority(), request).status());
  }

  /// The onboarding page is another origin, and has to see it.
  @Test
  void anyoneMaySeeTheMarkOfTrust() throws Exception {
    var mark = server.ask(server.authority(), "GET /trusted.svg?1");
    assertEquals(200, mark.status());
    assertEquals("image/svg+xml; charset=utf-8", mark.header("content-type"));
    assertEquals("cross-origin", mark.header("cross-origin-resource-policy"));
    assertEquals("no-store", mark.header("cache-control"));
    var other = server.ask(server.authority(), "GET /healthz");
    assertEquals("same-origin", other.header("cross-origin-resource-policy"));
    assertEquals("", other.header("strict-transport-security"));
  }

  @Test
  void plainWordsOnTheEncryptedPortGetNothing() throws Exception {
    try (var http = new RawHttp(server.port())) {
      http.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      assertTrue(!new String(http.rest(), UTF_8).contains("HTTP/1.1 200"));
    }
  }

  @Test
  void aCertificateOfOnesOwnIsReadAgainWhileAConnectionStands() throws Exception {
    var folder = Files.createDirectory(dir.resolve("own"));
    var pem = folder.resolve("full.pem");
    var key = folder.resolve("key.pem");
    var first = Pem.write(folder.resolve("one"), pem, key);
    var yaml =
        "listen: 127.0.0.1:0\nonboarding: 127.0.0.1:0\ntls: {certificate: full.pem, key: key.pem}\n";
    try (var own = GuardedServer.encrypted(folder, yaml);
        var old = own.connect(first);
        var http = new RawHttp(old, "127.0.0.1:" + own.port())) {
      var before = shown(old);
      assertEquals(200, http.ask("GET /healthz").status());
      assertEquals(308, own.askPlain("GET /").status(), "nothing to trust first");
      assertEquals(421, own.askPlain("GET /ca.pem").status());
      var second = Pem.write(folder.resolve("two"), pem, key);
      own.clock.step();
      Await.until(() -> accepts(own, second), () -> "the new certificate is not taken");
      try (var fresh = own.connect(second)) {
        assertNotEquals(before, shown(fresh));
      }
      assertEquals(200, http.ask("GET /healthz").status());
      assertEquals(before, shown(old));
    }
  }

  private static boolean accepts(GuardedServer server, X509Certificate trusted) throws Exception {
    try (var socket = server.connect(trusted)) {
      return socket.isConnected();
    } catch (SSLException _) {
      return false;
    }
  }

  private static Object shown(SSLSocket socket) throws SSLException {
    return socket.getSession().getPeerCertificates()[0];
  }
}
