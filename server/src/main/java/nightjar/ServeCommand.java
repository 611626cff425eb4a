package nightjar;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightjar.base.Clock;
import nightjar.camera.ffmpeg.FileSource;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import nightjar.http.HttpConfig;

/// `run`, `demo` and `check`.
final class ServeCommand {
  private static final System.Logger log = System.getLogger(ServeCommand.class.getName());
  private static final int DEMO_PORT = 8080;
  private static final int DEMO_VIEWERS = 120;

  private ServeCommand() {}

  static void run(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    var settings = settings(args);
    warn(settings, out);
    settings.warnings().forEach(w -> log.log(WARNING, w));
    var server = open(settings, "run");
    out.println("Nightjar: http://" + shown(server.address()) + "/");
    out.flush();
    serve(server, 0);
  }

  static void demo(Arguments args, PrintStream out) throws Exit {
    args.noMore();
    int port = args.whole("port", DEMO_PORT, 65_535);
    int seconds = args.whole("seconds", 0, 86_400);
    var source = args.option("source").orElse(null);
    var clip = source == null ? null : path("--source", source);
    if (clip != null) {
      refuseUnlessVideo(clip);
    }
    var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var server = open(Settings.demo(new HttpConfig(listen, DEMO_VIEWERS), clip), "demo");
    out.println("Nightjar demo: http://" + shown(server.address()) + "/");
    out.println("No login, and only this machine can reach it. Ctrl-C ends it.");
    out.flush();
    serve(server, seconds);
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
    int cameras = settings.cameras().size();
    out.println("%s is right: %d camera%s".formatted(file(args), cameras, cameras == 1 ? "" : "s"));
  }

  private static void warn(Settings settings, PrintStream out) {
    settings.warnings().forEach(w -> out.println("warning: " + w));
  }

  private static Path file(Arguments args) throws Exit {
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

  private static Server open(Settings settings, String mode) throws Exit {
    var server = new Server(settings, mode, Clock.SYSTEM);
    try {
      server.start();
      return server;
    } catch (IOException e) {
      server.close();
      throw new Exit(Exit.UNAVAILABLE, String.valueOf(e.getMessage()));
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
        never.await();
      } else if (!never.await(seconds, TimeUnit.SECONDS)) {
        System.exit(Exit.OK); // the hook closes the server
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
