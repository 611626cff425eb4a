package nightjar.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executors;
import nightjar.base.Clock;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import nightjar.metrics.Metrics;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/// Listens, and hands requests to routes and viewers.
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int CONNECTIONS_BESIDE_VIEWERS = 100;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final long IDLE_MILLIS = 30_000;
  private static final int CONNECTIONS_EACH = 64;
  private static final Duration HEAD_WITHIN = Duration.ofSeconds(15);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  // Small, so that a slow viewer shows as one within a second or two instead of after 4 MB.
  private static final int SEND_BUFFER = 128 * 1024;
  private static final int LARGEST_FRAME = 64 << 20;
  // With Jetty's pool, one in some 40,000 malformed requests had its buffer given back twice, and
  // what one connection had sent then stood in the answer to another (12.1.14; jetty.project issue
  // 12939 looks like the same). WebSockets, which carry the video, have a pool of their own.
  private static final ByteBufferPool UNSHARED_BUFFERS = new ByteBufferPool.NonPooling();

  private final Server jetty;
  private final LimitedConnector connector;
  private final Viewers viewers;

  /// What the web side shows.
  ///
  /// @param mode `demo` or `run`
  public record Shown(
      Collection<Watchable> cameras,
      Viewers viewers,
      Metrics metrics,
      String version,
      String mode,
      Access access,
      Clock clock) {}

  public HttpServer(HttpConfig config, Shown shown) {
    this.viewers = shown.viewers;
    var threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    this.jetty = new Server(threads);
    var occupancy = new Occupancy(limits(config, shown.access), shown.clock);
    this.connector = connector(config, occupancy);
    jetty.addConnector(connector);
    jetty.setErrorHandler(HttpServer::error);
    jetty.setHandler(new Counted(occupancy, new LocalNamesOnly(upgrade(shown, occupancy))));
  }

  /// Only this machine reaches the demo, so there all may come from one address.
  private static Occupancy.Limits limits(HttpConfig config, Access access) {
    int all = config.viewers() + CONNECTIONS_BESIDE_VIEWERS;
    int each = access instanceof Access.Open ? all : Math.min(all, CONNECTIONS_EACH);
    return new Occupancy.Limits(all, each, HEAD_WITHIN, ANSWER_WITHIN);
  }

  private LimitedConnector connector(HttpConfig config, Occupancy occupancy) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setUseInputDirectByteBuffers(false); // garbage collected soon, as heap is
    http.setUseOutputDirectByteBuffers(false);
    var made =
        new LimitedConnector(jetty, UNSHARED_BUFFERS, occupancy, new HttpConnectionFactory(http));
    made.setHost(config.listen().getAddress().getHostAddress());
    made.setPort(config.listen().getPort());
    made.setIdleTimeout(IDLE_MILLIS);
    made.setAcceptedSendBufferSize(SEND_BUFFER);
    return made;
  }

  private static Handler upgrade(Shown shown, Occupancy occupancy) {
    var router = new Router(Routes.of(shown));
    var admission = new Admission(shown.access, Set.of());
    var upgrade = new WebSocketUpgradeHandler();
    upgrade.addMapping(LiveUpgrade.PATH, new LiveUpgrade(shown, router, admission, occupancy));
    var limits = upgrade.getConfiguration();
    // Of both directions. What comes in is handed over in pieces, and LiveSocket counts them.
    limits.setMaxFrameSize(LARGEST_FRAME);
    limits.setAutoFragment(true);
    limits.setIdleTimeout(Duration.ofMillis(IDLE_MILLIS));
    upgrade.setHandler(new Front(router, admission));
    return upgrade;
  }

  /// A connection is busy from the head of a request to the last byte of its answer.
  private static final class Counted extends Handler.Wrapper {
    private final Occupancy occupancy;

    Counted(Occupancy occupancy, Handler inner) {
      super(inner);
      this.occupancy = occupancy;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var from = request.getConnectionMetaData().getRemoteSocketAddress();
      occupancy.asked(from);
      Request.addCompletionListener(request, _ -> occupancy.answered(from));
      return super.handle(request, response, callback);
    }
  }

  /// Nobody else's names lead here, whatever a stranger's name server says.
  private static final class LocalNamesOnly extends Handler.Wrapper {
    LocalNamesOnly(Handler inner) {
      super(inner);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (isLocal(Request.getServerName(request))) {
        return super.handle(request, response, callback);
      }
      Front.write(request, response, callback, Answer.problem(421, "this server has another name"));
      return true;
    }

    private static boolean isLocal(String host) {
      if (host.equalsIgnoreCase("localhost")) {
        return true;
      }
      try {
        return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
      } catch (IllegalArgumentException _) {
        return false; // a name, and none of ours
      }
    }
  }

  private static boolean error(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    Front.write(
        request,
        response,
        callback,
        Answer.problem(status, status < 500 ? "the request is malformed" : "the server failed"));
    return true;
  }

  /// @throws IOException the address cannot be listened on, and why
  public void start() throws IOException {
    try {
      jetty.start();
    } catch (IOException e) {
      throw cannotListen(e);
    } catch (Exception e) {
      throw new IllegalStateException("the web server does not start", e);
    }
  }

  private IOException cannotListen(IOException e) {
    boolean taken = e instanceof BindException || e.getCause() instanceof BindException;
    var at = connector.getHost() + ":" + connector.getPort();
    return new IOException(
        taken
            ? "another program listens on " + at + "; name another port"
            : "cannot listen on " + at + ": " + e.getMessage(),
        e);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /// Viewers first: they are told.
  @Override
  public void close() {
    connector.setAccepting(false);
    viewers.close();
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the web server does not stop", e);
    }
  }
}
