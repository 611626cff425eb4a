package nightjar;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
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
    var credentials = credentials(args, url);
    var console = System.console(); // null when the JDK's line editor is not among the modules
    if (console != null && console.isTerminal()) {
      throw new Exit(Exit.USAGE, "watch writes video to standard output: add > out.mp4");
    }
    // Not System.out, which keeps a full disk to itself.
    try (var file = new FileOutputStream(FileDescriptor.out)) {
      if (new Watch(credentials).run(url, seconds, file.getChannel()) == 0) {
        throw new Exit(Exit.UNAVAILABLE, url + " sent no picture");
      }
    } catch (IOException e) {
      throw new Exit(Exit.IO, String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Watch.Credentials credentials(Arguments args, URI url) throws Exit {
    var token = args.option("token-file");
    boolean open = url.getScheme().equals("http") || url.getScheme().equals("ws");
    if (token.isPresent() && open && !isLoopback(url.getHost())) {
      throw new Exit(Exit.USAGE, "a token is sent encrypted only: use https, or leave it out");
    }
    try {
      return new Watch.Credentials(
          args.option("ca").map(Path::of),
          token.isPresent() ? Optional.of(token(token.get())) : Optional.empty());
    } catch (InvalidPathException e) {
      throw new Exit(Exit.NO_INPUT, e.getInput() + " cannot be a file's name here");
    }
  }

  private static boolean isLoopback(String host) {
    return host.matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
  }

  private static String token(String file) throws Exit {
    try {
      var token = Files.readString(Path.of(file)).strip();
      if (token.matches("[A-Za-z0-9._~+/=-]+")) {
        return token;
      }
      throw new Exit(Exit.NO_INPUT, "--token-file " + file + " holds no token");
    } catch (IOException _) {
      throw new Exit(
          Exit.NO_INPUT, "--token-file " + file + " is not a file of text that can be read");
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
