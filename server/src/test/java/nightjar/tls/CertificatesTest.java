package nightjar.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import nightjar.base.Clock;
import nightjar.base.OwnNames;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real handshakes with what is kept.
class CertificatesTest {
  private static final Set<InetAddress> ADDRESSES = new LinkedHashSet<>();

  @TempDir private static Path dir;
  private static Certificates certificates;
  private static SSLContext client;

  @BeforeAll
  static void open() throws Exception {
    ADDRESSES.add(InetAddress.getLoopbackAddress());
    var config = new TlsConfig(dir.resolve("tls"), List.of(), Optional.empty());
    var names = OwnNames.of("attic", List.of());
    certificates = Certificates.open(config, names, Clock.SYSTEM, () -> Set.copyOf(ADDRESSES));
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", certificates.authority().orElseThrow());
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    client = SSLContext.getInstance("TLS");
    client.init(null, trust.getTrustManagers(), null);
  }

  /// A server that answers with what it is sent, on one connection after another.
  private static SSLServerSocket serve(List<String> suites) throws Exception {
    var server =
        (SSLServerSocket)
            certificates
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(certificates.protocols().toArray(String[]::new));
    var parameters = server.getSSLParameters();
    parameters.setCipherSuites(suites.toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    server.setSSLParameters(parameters);
    Thread.ofVirtual().start(() -> answer(server));
    return server;
  }

  private static void answer(SSLServerSocket server) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                  } catch (IOException _) {
                    // refused, or gone
                  }
                });
      } catch (IOException _) {
        return;
      }
    }
  }

  private static SSLSocket connect(SSLServerSocket server, String... protocols) throws Exception {
    var socket =
        (SSLSocket)
            client
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort());
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    return socket;
  }

  @ParameterizedTest
  @CsvSource({
    "true,  TLSv1.3, TLS_AES_128_GCM_SHA256",
    "true,  TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "false, TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
    "false, TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  })
  void takesTheServersOrder(boolean aes, String protocol, String suite) throws Exception {
    try (var server = serve(Ciphers.suites(aes));
        var socket = connect(server, protocol)) {
      socket.startHandshake();
      assertEquals(suite, socket.getSession().getCipherSuite());
      assertEquals(protocol, socket.getSession().getProtocol());
    }
  }

  @Test
  void aChangeTouchesNoConnectionThatStands() throws Exception {
    try (var server = serve(certificates.suites());
        var old = connect(server, "TLSv1.3")) {
      old.startHandshake();
      var before = shown(old);
      echo(old, 1);
      ADDRESSES.add(InetAddress.ofLiteral("10.99.0.1"));
      certificates.look();
      echo(old, 2);
      assertEquals(before, shown(old));
      client.getClientSessionContext().setSessionTimeout(1);
      try (var fresh = connect(server, "TLSv1.2")) {
        fresh.startHandshake();
        assertNotEquals(before, shown(fresh));
        echo(fresh, 3);
      }
      echo(old, 4);
    }
  }

  private static Certificate shown(SSLSocket socket) throws SSLException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0]);
  }

  private static void echo(SSLSocket socket, int what) throws Exception {
    socket.getOutputStream().write(what);
    assertEquals(what, socket.getInputStream().read());
  }

  @Test
  void fingerprintsAreAsPeopleCompareThem() {
    var shown = Certificates.fingerprint(certificates.authority().orElseThrow());
    assertEquals(true, shown.matches("([0-9A-F]{2}:){31}[0-9A-F]{2}"), shown);
  }

  @Test
  void startsOnlyWithWhatCanBeUsed() {
    var nothing = new TlsConfig.Own(dir.resolve("no.pem"), dir.resolve("no.key"));
    var config = new TlsConfig(dir, List.of(), Optional.of(nothing));
    var e =
        assertThrows(
            IOException.class, () -> Certificates.open(config, OwnNames.LOOPBACK, Clock.SYSTEM));
    assertEquals("tls.certificate " + nothing.certificate() + " does not exist", e.getMessage());
  }
}
