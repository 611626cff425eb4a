package nightjar;

import java.nio.file.Files;
import java.nio.file.Path;
import nightjar.base.Clock;
import nightjar.config.Settings;
import nightjar.http.Access;

/// A server in this process whose settings are a text, without accounts.
public final class DelayServer implements AutoCloseable {
  private final Server server;

  public DelayServer(Path file, String yaml) throws Exception {
    var settings = Settings.read(Files.writeString(file, yaml));
    var mode = new Mode("demo", Reach.local(settings.http()), new Access.Open(), null);
    this.server = new Server(settings, mode, Clock.SYSTEM, Path.of("/"), "");
    server.start();
  }

  public int port() {
    return server.address().getPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
