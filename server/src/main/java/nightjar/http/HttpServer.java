package nightjar.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import nightjar.base.Clock;
import nightjar.base.Network;
import nightjar.base.OwnNames;
import nightjar.governor.Standing;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import nightjar.metrics.Metrics;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/// Listens, and hands requests to routes and viewers.
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int CONNECTIONS_TO_ONBOARDING = 30;
  private static final int CONNECTIONS_BESIDE_VIEWERS = 100;
  private static final int CONNECTIONS_EACH = 64;
  private static final int CONNECTIONS_TO_ONBOARDING_EACH = 10;
  private static final Occupancy.Deadlines DEADLINES =
      new Occupancy.Deadlines(
          Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofSeconds(60));
  private static final Duration SOCKET_IDLE = Duration.ofSeconds(30);
  private static final int LARGEST_FRAME = 64 << 20;

  private final Server jetty;
  private final LimitedConnector connector;
  private @Nullable LimitedConnector plain;
  private final Viewers viewers;
  private final AlertTalks talks;
  private final Optional<ServerSocketChannel> handed;

  /// What the web side shows.
  ///
  /// @param mode `demo` or `run`
  /// @param standing how the box is doing
  public record Shown(
      Collection<Watchable> cameras,
      Viewers viewers,
      Metrics metrics,
      String version,
      String mode,
      Access access,
      Clock clock,
      Happenings happenings,
      Recordings recordings,
      Storing storing,
      Alerting alerting,
      Supplier<Standing> standing) {}

  /// @param names the server answers to
  /// @param secured null for plain http
  /// @param handed listens already at `config.listen()`
  public HttpServer(
      HttpConfig config,
      Shown shown,
      OwnNames names,
      @Nullable Secured secured,
      Optional<ServerSocketChannel> handed) {
    this.viewers = shown.viewers;
    this.handed = handed;
    this.talks = new AlertTalks(shown.alerting.alerts(), shown.clock);
    var threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
    this.jetty = new Server(threads);
    var occupancy = new Occupancy(limits(config, shown.access), DEADLINES, shown.clock);
    var router = new Router(Routes.of(shown));
    var trespasses = new Trespasses(Routes.audit(shown.access), shown.clock);
    var admission = new Admission(shown.access, trespasses);
    this.connector =
        secured == null
            ? Connectors.plain(jetty, config.listen(), occupancy, config.proxies())
            : Connectors.encrypted(jetty, config.listen(), occupancy, secured);
    jetty.addConnector(connector);
    jetty.setErrorHandler(HttpServer::error);
    var live =
        new LiveUpgrade(shown, router, admission, occupancy, new Shares(config.viewers()), talks);
    var inner = new OwnNamesOnly(names, upgrade(live, new Front(router, admission)));
    var outer = onboarding(config, names, secured, shown.clock, inner);
    jetty.setHandler(
        new Counted(request -> isOurs(request) ? admission.account(request) : "", outer));
  }

  /// Not the onboarding page's, where nobody shows who it is.
  private boolean isOurs(Request request) {
    return request.getConnectionMetaData().getConnector().equals(connector);
  }

  /// Only this machine reaches the demo, and a proxy stands for many: there, all may come from one
  /// address.
  private static Occupancy.Limits limits(HttpConfig config, Access access) {
    int all = config.viewers() + CONNECTIONS_BESIDE_VIEWERS;
    int each = access instanceof Access.Open ? all : Math.min(all, CONNECTIONS_EACH);
    var shared = config.proxies().stream().map(Network::of).collect(Collectors.toSet());
    return new Occupancy.Limits(all, each, all / 4, shared);
  }

  /// Beside an encrypted server; without it, all goes to the handler within.
  private Handler onboarding(
      HttpConfig config, OwnNames names, @Nullable Secured secured, Clock clock, Handler inner) {
    if (secured == null || config.onboarding().isEmpty()) {
      return inner;
    }
    var limits =
        new Occupancy.Limits(
            CONNECTIONS_TO_ONBOARDING, CONNECTIONS_TO_ONBOARDING_EACH, 0, Set.of());
    var occupancy = new Occupancy(limits, DEADLINES, clock);
    plain = Connectors.plain(jetty, config.onboarding().get(), occupancy, Set.of());
    jetty.addConnector(plain);
    return new Onboarding(
        plain, names, connector::getLocalPort, secured.authority().map(AuthorityFiles::new), inner);
  }

  private static Handler upgrade(LiveUpgrade live, Front front) {
    var upgrade = new WebSocketUpgradeHandler();
    upgrade.addMapping(LiveUpgrade.PATH, live);
    var limits = upgrade.getConfiguration();
    // Of both directions. What comes in is handed over in pieces, and LiveSocket counts them.
    limits.setMaxFrameSize(LARGEST_FRAME);
    limits.setAutoFragment(true);
    limits.setIdleTimeout(SOCKET_IDLE);
    upgrade.setHandler(front);
    return new UpgradeTargets(upgrade);
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
      if (handed.isPresent()) {
        connector.open(handed.get());
      }
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
    talks.close();
    try {
      jetty.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the web server does not stop", e);
    }
  }
}
