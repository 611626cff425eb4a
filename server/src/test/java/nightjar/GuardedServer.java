package nightjar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import nightjar.auth.Auth;
import nightjar.base.Clock;
import nightjar.config.Settings;

/// The whole server as `run` starts it, in this process.
final class GuardedServer implements AutoCloseable {
  static final String ENCRYPTED =
      """
      listen: 127.0.0.1:0
      onboarding: 127.0.0.1:0
      tls: {names: cameras.lan}
      """;

  final SteppedClock clock = new SteppedClock();
  private final Auth auth;
  private final Server server;
  private final Reach reach;

  /// @param dir of its settings file and what it keeps
  static GuardedServer encrypted(Path dir, String yaml) throws Exception {
    return new GuardedServer(dir, yaml, (settings, clock) -> encrypted(settings, clock));
  }

  static GuardedServer plain(Path dir, String yaml) throws Exception {
    return new GuardedServer(dir, yaml, (settings, _) -> Reach.plain(settings));
  }

  private static Reach encrypted(Settings settings, Clock clock) {
    try {
      return Reach.encrypted(settings, clock);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private GuardedServer(Path dir, String yaml, BiFunction<Settings, Clock, Reach> how)
      throws Exception {
    var settings = Settings.read(Files.writeString(dir.resolve("nightjar.yaml"), yaml));
    reach = how.apply(settings, clock);
    auth = Auth.open(settings.auth(), clock);
    server =
        new Server(settings, Mode.run(settings, reach, auth), Clock.SYSTEM, RunningServer.CALM, "");
    server.start();
  }

  Auth auth() {
    return auth;
  }

  int port() {
    return server.address().getPort();
  }

  int onboarding() {
    return server.onboarding().orElseThrow().getPort();
  }

  X509Certificate authority() {
    var certificates = reach.certificates();
    if (certificates == null) {
      throw new AssertionError("it is not encrypted");
    }
    return certificates.authority().orElseThrow();
  }

  RawHttp.Response askPlain(String request) throws IOException {
    try (var http = new RawHttp(onboarding())) {
      return http.ask(request);
    }
  }

  RawHttp.Response ask(X509Certificate trusted, String request) throws Exception {
    try (var http = new RawHttp(connect(trusted), "127.0.0.1:" + port())) {
      return http.ask(request);
    }
  }

  /// As browsers do: the certificate must name the address.
  SSLSocket connect(X509Certificate trusted, String... protocols) throws Exception {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(10_000);
    var tls =
        (SSLSocket)
            client(trusted).getSocketFactory().createSocket(socket, "127.0.0.1", port(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }

  private static SSLContext client(X509Certificate trusted) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", trusted);
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    server.close();
  }
}
