package nightjar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import nightjar.base.Clock;
import nightjar.config.Settings;
import nightjar.governor.GovernorConfig;
import nightjar.http.Access;
import nightjar.http.HttpConfig;

/// The demo at another address than the demo's own, for viewers in other network namespaces: its
/// arguments are address and port. Says `ready` and serves until its standard input ends.
public final class NetServer {
  private NetServer() {}

  public static void main(String[] args) throws Exception {
    var at = new InetSocketAddress(InetAddress.getByName(args[0]), Integer.parseInt(args[1]));
    var settings = Settings.demo(new HttpConfig(at, 40), null).with(GovernorConfig.OFF);
    var mode = new Mode("demo", Reach.plain(settings), new Access.Open(), null);
    try (var server = new Server(settings, mode, Clock.SYSTEM, Path.of("/"), "")) {
      server.start();
      System.out.println("ready");
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
