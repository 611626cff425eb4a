package nightjar.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import nightjar.base.Clock;
import nightjar.base.OwnNames;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import nightjar.metrics.Metrics;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/// Listens, and hands requests to routes and viewers.
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int CONNECTIONS_TO_ONBOARDING = 30;
  private static final int CONNECTIONS_BESIDE_VIEWERS = 100;
  private static final long IDLE_MILLIS = 30_000;
  private static final int LARGEST_FRAME = 64 << 20;

  private final Server jetty;
  private final ServerConnector connector;
  private @Nullable ServerConnector plain;
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
      Clock clock) {}

  /// Plain http, for this machine alone.
  public HttpServer(HttpConfig config, Shown shown) {
    this(config, shown, OwnNames.LOOPBACK, null);
  }

  /// @param names the server answers to
  /// @param secured null for plain http
  public HttpServer(HttpConfig config, Shown shown, OwnNames names, @Nullable Secured secured) {
    this.viewers = shown.viewers;
    var threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    this.jetty = new Server(threads);
    this.connector = connector(config, secured);
    jetty.addConnector(connector);
    jetty.addBean(
        new NetworkConnectionLimit(config.viewers() + CONNECTIONS_BESIDE_VIEWERS, connector));
    jetty.setErrorHandler(HttpServer::error);
    jetty.setHandler(onboarding(config, names, secured, new OwnNamesOnly(names, upgrade(shown))));
  }

  private ServerConnector connector(HttpConfig config, @Nullable Secured secured) {
    return secured == null
        ? Connectors.plain(jetty, config.listen(), config.proxies())
        : Connectors.encrypted(jetty, config.listen(), secured);
  }

  /// Beside an encrypted server; without it, all goes to the handler within.
  private Handler onboarding(
      HttpConfig config, OwnNames names, @Nullable Secured secured, Handler inner) {
    if (secured == null || config.onboarding().isEmpty()) {
      return inner;
    }
    plain = Connectors.plain(jetty, config.onboarding().get(), Set.of());
    jetty.addConnector(plain);
    jetty.addBean(new NetworkConnectionLimit(CONNECTIONS_TO_ONBOARDING, plain));
    return new Onboarding(
        plain, names, connector::getLocalPort, secured.authority().map(AuthorityFiles::new), inner);
  }

  private static Handler upgrade(Shown shown) {
    var byName =
        shown.cameras.stream().collect(Collectors.toUnmodifiableMap(Watchable::name, c -> c));
    var upgrade = new WebSocketUpgradeHandler();
    upgrade.addMapping(LiveUpgrade.PATH, new LiveUpgrade(byName, shown.viewers));
    var limits = upgrade.getConfiguration();
    // Of both directions. What comes in is handed over in pieces, and LiveSocket counts them.
    limits.setMaxFrameSize(LARGEST_FRAME);
    limits.setAutoFragment(true);
    limits.setIdleTimeout(Duration.ofMillis(IDLE_MILLIS));
    upgrade.setHandler(
        new Front(
            new Routes(shown.cameras, shown.metrics, shown.version, shown.mode, shown.clock)));
    return upgrade;
  }

  /// Nobody else's names lead here, whatever a stranger's name server says.
  private static final class OwnNamesOnly extends Handler.Wrapper {
    private final OwnNames names;

    OwnNamesOnly(OwnNames names, Handler inner) {
      super(inner);
      this.names = names;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (names.has(Request.getServerName(request))) {
        return super.handle(request, response, callback);
      }
      Front.write(request, response, callback, Answer.problem(421, "this server has another name"));
      return true;
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
    // Jetty closes all when one fails, and says which in its own words.
    boolean second =
        plain != null && String.valueOf(e.getMessage()).endsWith(":" + plain.getPort());
    var failed = second && plain != null ? plain : connector;
    var at = failed.getHost() + ":" + failed.getPort();
    return new IOException(
        taken
            ? "another program listens on " + at + "; name another port"
            : "cannot listen on " + at + ": " + e.getMessage(),
        e);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /// Where plain http helps people to trust this server.
  public Optional<InetSocketAddress> onboarding() {
    return Optional.ofNullable(plain)
        .map(c -> new InetSocketAddress(c.getHost(), c.getLocalPort()));
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
