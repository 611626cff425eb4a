package nightjar;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import nightjar.auth.Auth;
import nightjar.base.Clock;
import nightjar.base.OwnAddresses;
import nightjar.camera.SourceConfig;
import nightjar.camera.SourceConfig.Demo;
import nightjar.camera.ffmpeg.FileSource;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import nightjar.detect.BadModelException;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Models;
import nightjar.governor.GovernorConfig;
import nightjar.http.HttpConfig;
import nightjar.posix.HandedSocket;
import nightjar.posix.HugePages;
import nightjar.posix.NativeHeap;
import nightjar.posix.ServiceManager;
import nightjar.qr.QrDrawing;
import nightjar.record.store.StoreBusyException;
import nightjar.tls.Certificates;
import org.jspecify.annotations.Nullable;

/// `run`, `demo` and `check`.
final class ServeCommand {
  private static final System.Logger log = System.getLogger(ServeCommand.class.getName());
  private static final List<String> INSECURE =
      List.of(
          "NOT ENCRYPTED: pictures and passwords can be read by anybody on the way.",
          "Use --insecure-http only behind a reverse proxy that encrypts, and let nobody else reach this port.");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,4})x(\\d{1,4})");
  private static final int DEMO_PORT = 8080;
  private static final int DEMO_VIEWERS = 120;

  private ServeCommand() {}

  static void run(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    var handed = handed();
    var settings = listening(settings(args), handed);
    warn(settings, out);
    settings.warnings().forEach(w -> log.log(WARNING, w));
    boolean encrypted = !args.flag("insecure-http");
    if (encrypted && !settings.http().proxies().isEmpty()) {
      throw new Exit(
          Exit.CONFIG,
          "proxies: a reverse proxy is believed with --insecure-http only; leave one of them out");
    }
    if (encrypted && settings.http().portsClash()) {
      throw new Exit(
          Exit.CONFIG,
          "onboarding: the web server has its port, "
              + settings.http().listen().getPort()
              + "; set another, such as onboarding: 0.0.0.0:8081, or off");
    }
    var reach = (encrypted ? encrypted(settings) : Reach.plain(settings)).through(handed);
    var auth = auth(settings);
    var server = started(settings, Mode.run(settings, reach, auth));
    var welcome = new Welcome(reach.names(), OwnAddresses.toType());
    var addresses = welcome.addresses(encrypted ? "https" : "http", server.address());
    addresses.forEach(address -> out.println("Nightjar: " + address));
    server
        .onboarding()
        .map(at -> welcome.addresses("http", at))
        .ifPresent(
            all -> out.println("On a new phone or computer, first: " + String.join(" or ", all)));
    sayHowItIsEncrypted(reach.certificates(), out);
    if (auth.needsSetup()) {
      inviteToSetUp(auth.setupCode(), addresses.getFirst(), out);
    }
    out.flush();
    ServiceManager.of(System.getenv())
        .ifPresent(manager -> server.reportTo(manager, stateOf(settings)));
    serve(server, 0);
  }

  private static Optional<HandedSocket> handed() throws Exit {
    try {
      return HandedSocket.of(System.getenv());
    } catch (IOException e) {
      throw new Exit(Exit.CONFIG, String.valueOf(e.getMessage()));
    }
  }

  /// The service manager's socket takes precedence over the port in the settings file.
  private static Settings listening(Settings settings, Optional<HandedSocket> handed) {
    if (handed.isEmpty()) {
      return settings;
    }
    var address = handed.get().address();
    log.log(
        INFO,
        "listens on port {0}, which nightjar.socket holds, and not where listen: says",
        String.valueOf(address.getPort()));
    return settings.with(settings.http().listeningAt(address));
  }

  /// Where the service manager's helpers look, wherever the settings have the data.
  private static Path stateOf(Settings settings) {
    var state = System.getenv("STATE_DIRECTORY");
    return state == null || state.isEmpty() ? settings.data() : Path.of(state);
  }

  private static Auth auth(Settings settings) throws Exit {
    try {
      return Auth.open(settings.auth(), Clock.SYSTEM);
    } catch (IOException e) {
      throw new Exit(Exit.IO, String.valueOf(e.getMessage()));
    }
  }

  /// Who reads the console or the log owns the machine: that is the proof asked for.
  private static void inviteToSetUp(String code, String first, PrintStream out) {
    var address = first + "#/setup/" + code;
    out.println("Nobody has an account yet. The first administrator is made with this code, once:");
    out.println("  " + code);
    out.println("at " + address);
    out.print(QrDrawing.of(address).blocks());
    log.log(INFO, "set up with the code {0} at {1}", code, first);
  }

  private static Reach encrypted(Settings settings) throws Exit {
    try {
      return Reach.encrypted(settings, Clock.SYSTEM);
    } catch (IOException e) {
      throw new Exit(Exit.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static void sayHowItIsEncrypted(@Nullable Certificates certificates, PrintStream out) {
    if (certificates == null) {
      INSECURE.forEach(out::println);
      INSECURE.forEach(line -> log.log(WARNING, line));
    } else if (certificates.isFirst()) {
      out.println("This server's own authority was made just now. Its fingerprint (SHA-256):");
      certificates.authority().map(Certificates::fingerprint).stream()
          .flatMap(all -> Welcome.inLines(all).stream())
          .forEach(line -> out.println("  " + line));
    }
  }

  static void demo(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    int port = args.whole("port", DEMO_PORT, 65_535);
    int seconds = args.whole("seconds", 0, 86_400);
    var source = demoSource(args);
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var governor = args.flag("no-governor") ? GovernorConfig.OFF : GovernorConfig.STANDARD;
    var settings = Settings.demo(new HttpConfig(listen, DEMO_VIEWERS), source).with(governor);
    var server = started(settings, Mode.demo(settings));
    out.println("Nightjar demo: http://" + shown(server.address()) + "/");
    out.println("No login, and only this machine can reach it. Ctrl-C ends it.");
    out.flush();
    serve(server, seconds);
  }

  private static SourceConfig demoSource(Arguments args) throws Exit {
    var file = args.option("source");
    var size = args.option("size");
    if (file.isPresent() && size.isPresent()) {
      throw new Exit(Exit.USAGE, "--size is of the made-up camera: a video file has its own");
    }
    if (file.isPresent()) {
      var clip = path("--source", file.get());
      refuseUnlessVideo(clip);
      return new SourceConfig.VideoFile(clip);
    }
    return size.isPresent() ? demoOf(size.get()) : Demo.STANDARD;
  }

  private static SourceConfig demoOf(String size) throws Exit {
    var parts = SIZE.matcher(size);
    int width = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
    int height = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
    boolean fits =
        width >= Demo.LEAST_WIDTH
            && width <= Demo.MOST_WIDTH
            && height >= Demo.LEAST_HEIGHT
            && height <= Demo.MOST_HEIGHT;
    if (!fits || width % 2 + height % 2 > 0) {
      throw new Exit(
          Exit.USAGE,
          "--size must be two even numbers from %dx%d to %dx%d, such as 640x360: %s"
              .formatted(
                  Demo.LEAST_WIDTH, Demo.LEAST_HEIGHT, Demo.MOST_WIDTH, Demo.MOST_HEIGHT, size));
    }
    return Demo.of(width, height);
  }

  /// A camera that fails is tried again for ever; a file somebody has just named is worth a word
  /// now.
  private static void refuseUnlessVideo(Path clip) throws Exit {
    if (!Files.isReadable(clip)) {
      throw new Exit(Exit.NO_INPUT, "--source " + clip + " is not a file that can be read");
    }
    try {
      new FileSource(clip, Clock.SYSTEM).close();
    } catch (IOException e) {
      throw new Exit(Exit.NO_INPUT, "--source " + e.getMessage());
    }
  }

  static void check(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    var settings = settings(args);
    warn(settings, out);
    checkModel(settings.detector(), file(args), out);
    int cameras = settings.cameras().size();
    out.println("%s is right: %d camera%s".formatted(file(args), cameras, cameras == 1 ? "" : "s"));
  }

  /// One that the file names: where none is named, nothing in the file can be wrong.
  private static void checkModel(DetectorConfig config, Path file, PrintStream out) throws Exit {
    if (config.model().isEmpty()) {
      return;
    }
    try {
      Models.of(config).open().close();
    } catch (BadModelException e) {
      throw new Exit(Exit.CONFIG, "%s: objects.model: %s".formatted(file, e.getMessage()));
    } catch (IOException e) {
      out.println("warning: objects.model was not tried: " + e.getMessage());
    }
  }

  private static void warn(Settings settings, PrintStream out) {
    settings.warnings().forEach(w -> out.println("warning: " + w));
  }

  /// The settings file.
  static Path file(Arguments args) throws Exit {
    return path("--config", args.option("config").orElse("nightjar.yaml"));
  }

  private static Path path(String option, String text) throws Exit {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) { // or letters that the locale lacks, as "C" lacks most
      throw new Exit(
          Exit.NO_INPUT, option + " " + text + " cannot be a file's name here; try LC_ALL=C.UTF-8");
    }
  }

  private static Settings settings(Arguments args) throws Exit {
    try {
      return Settings.read(file(args));
    } catch (BadConfigException e) {
      throw new Exit(Exit.CONFIG, String.valueOf(e.getMessage()));
    }
  }

  private static Server started(Settings settings, Mode mode) throws Exit {
    NativeHeap.mapLargeBlocks();
    HugePages.decline();
    var server = built(settings, mode);
    try {
      server.start();
      return server;
    } catch (IOException e) {
      server.close();
      throw new Exit(Exit.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  private static Server built(Settings settings, Mode mode) throws Exit {
    try {
      var path = System.getenv().getOrDefault("PATH", "");
      return new Server(settings, mode, Clock.SYSTEM, Path.of("/"), path);
    } catch (StoreBusyException e) {
      throw new Exit(Exit.UNAVAILABLE, String.valueOf(e.getMessage()));
    } catch (IOException e) { // a disk that is full, say: it may be well at the next start
      throw new Exit(Exit.IO, String.valueOf(e.getMessage()));
    }
  }

  private static String shown(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /// Until told to end, or for so many seconds if not 0.
  private static void serve(Server server, int seconds) {
    var closer = Thread.ofPlatform().name("closer").unstarted(server::close);
    Runtime.getRuntime().addShutdownHook(closer);
    try {
      var never = new CountDownLatch(1);
      if (seconds == 0) {
        var heap = HeapRoom.ofJava();
        while (!never.await(1, TimeUnit.MINUTES)) {
          heap.look();
        }
      } else if (!never.await(seconds, TimeUnit.SECONDS)) {
        System.exit(Exit.OK); // the hook closes the server
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
