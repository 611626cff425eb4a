package nightjar.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/// Believes what reverse proxies we know say of a request: whom it comes from, and whether it was
/// encrypted. Anybody else's word is not heard.
final class TrustedProxies implements HttpConfiguration.Customizer {
  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";

  private final Set<InetAddress> proxies;

  TrustedProxies(Set<InetAddress> proxies) {
    this.proxies = proxies;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    var remote = request.getConnectionMetaData().getRemoteSocketAddress();
    if (!(remote instanceof InetSocketAddress peer) || !proxies.contains(peer.getAddress())) {
      return request;
    }
    var headers = request.getHeaders();
    var client = client(headers.getCSV(FOR, false), peer.getAddress());
    boolean secure = "https".equals(headers.get(PROTO));
    return new Forwarded(request, new InetSocketAddress(client, peer.getPort()), secure);
  }

  /// The last one named that is no proxy of ours: what stands before it, anybody can have written.
  InetAddress client(List<String> named, InetAddress peer) {
    var client = peer;
    for (var text : named.reversed()) {
      try {
        client = InetAddress.ofLiteral(text.replaceAll("^\\[|]$", ""));
      } catch (IllegalArgumentException _) {
        return client;
      }
      if (!proxies.contains(client)) {
        return client;
      }
    }
    return client;
  }

  private static final class Forwarded extends Request.Wrapper {
    private final ConnectionMetaData connection;
    private final HttpURI uri;

    Forwarded(Request request, InetSocketAddress client, boolean secure) {
      super(request);
      this.connection =
          new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
              return client;
            }

            @Override
            public boolean isSecure() {
              return secure;
            }
          };
      this.uri =
          secure
              ? HttpURI.build(request.getHttpURI()).scheme("https").asImmutable()
              : request.getHttpURI();
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
      return connection;
    }

    @Override
    public boolean isSecure() {
      return connection.isSecure();
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }
  }
}
