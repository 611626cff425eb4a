package nightjar.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// What listens.
final class Connectors {
  private static final int HEADER_BYTES = 8 * 1024;
  private static final long IDLE_MILLIS = 30_000;
  // Connections the kernel holds for us: beyond it whoever connects tries again a second later.
  private static final int NOT_YET_ACCEPTED = 1024;
  // Small, so that a slow viewer shows as one within a second or two instead of after 4 MB.
  private static final int SEND_BUFFER = 128 * 1024;
  // With Jetty's pool, one in some 40,000 malformed requests had its buffer given back twice, and
  // what one connection had sent then stood in the answer to another (12.1.14; jetty.project issue
  // 12939 looks like the same). WebSockets, which carry the video, have a pool of their own.
  private static final ByteBufferPool UNSHARED_BUFFERS = new ByteBufferPool.NonPooling();

  private Connectors() {}

  /// @param proxies whose word on where a request came from is believed
  static LimitedConnector plain(
      Server jetty, InetSocketAddress at, Occupancy occupancy, Set<InetAddress> proxies) {
    var http = configuration();
    if (!proxies.isEmpty()) {
      http.addCustomizer(new TrustedProxies(proxies));
    }
    return listening(jetty, at, occupancy, new HttpConnectionFactory(http));
  }

  static LimitedConnector encrypted(
      Server jetty, InetSocketAddress at, Occupancy occupancy, Secured secured) {
    var http = configuration();
    // People type addresses too, and those are in no handshake: which names are ours is checked
    // with every request. No Strict-Transport-Security: it would cut off the plain page on this
    // host that helps to trust this one.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var inner = new HttpConnectionFactory(http);
    var tls = new SslConnectionFactory(context(secured), HttpVersion.HTTP_1_1.asString());
    return listening(jetty, at, occupancy, tls, inner);
  }

  private static SslContextFactory.Server context(Secured secured) {
    var factory = new SslContextFactory.Server();
    factory.setSslContext(secured.context());
    factory.setExcludeProtocols();
    factory.setIncludeProtocols(secured.protocols().toArray(String[]::new));
    factory.setExcludeCipherSuites();
    factory.setIncludeCipherSuites(secured.suites().toArray(String[]::new));
    factory.setUseCipherSuitesOrder(true);
    factory.setRenegotiationAllowed(false);
    return factory;
  }

  private static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setUseInputDirectByteBuffers(false); // garbage collected soon, as heap is
    http.setUseOutputDirectByteBuffers(false);
    return http;
  }

  private static LimitedConnector listening(
      Server jetty, InetSocketAddress at, Occupancy occupancy, ConnectionFactory... layers) {
    var made = new LimitedConnector(jetty, UNSHARED_BUFFERS, occupancy, layers);
    made.setHost(at.getAddress().getHostAddress());
    made.setPort(at.getPort());
    made.setIdleTimeout(IDLE_MILLIS);
    made.setAcceptQueueSize(NOT_YET_ACCEPTED);
    made.setAcceptedSendBufferSize(SEND_BUFFER);
    return made;
  }

  /// Of the connection itself, whoever a proxy says is behind it.
  static SocketAddress otherEnd(Request request) {
    return Request.unWrap(request).getConnectionMetaData().getRemoteSocketAddress();
  }
}
