package nightjar;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import nightjar.watch.Watch;

/// `watch`.
final class WatchCommand {
  private static final int HIGHEST_PORT = 65_535;

  private WatchCommand() {}

  static void run(Arguments args) throws Exit {
    if (args.rest().size() != 1) {
      throw new Exit(Exit.USAGE, "watch needs one address, such as http://127.0.0.1:8080/");
    }
    var url = url(args.rest().getFirst());
    int seconds = args.whole("seconds", 0, 86_400);
    var console = System.console(); // null when the JDK's line editor is not among the modules
    if (console != null && console.isTerminal()) {
      throw new Exit(Exit.USAGE, "watch writes video to standard output: add > out.mp4");
    }
    // Not System.out, which keeps a full disk to itself.
    try (var file = new FileOutputStream(FileDescriptor.out)) {
      if (new Watch().run(url, seconds, file.getChannel()) == 0) {
        throw new Exit(Exit.UNAVAILABLE, url + " sent no picture");
      }
    } catch (IOException e) {
      throw new Exit(Exit.IO, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI url(String text) throws Exit {
    try {
      var url = URI.create(text);
      boolean known = String.valueOf(url.getScheme()).matches("https?|wss?");
      if (known && url.getHost() != null && url.getPort() <= HIGHEST_PORT) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw new Exit(Exit.USAGE, "not an address such as http://127.0.0.1:8080/: " + text);
  }
}
