package nightjar.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the server listens, under which names, and for how many.
///
/// @param listen port 0 takes any free one
/// @param viewers live at once
/// @param onboarding where plain http helps people to trust this server
/// @param names beside the machine's own
/// @param proxies whose word on where a request came from is believed
public record HttpConfig(
    InetSocketAddress listen,
    int viewers,
    Optional<InetSocketAddress> onboarding,
    List<String> names,
    Set<InetAddress> proxies) {
  public HttpConfig {
    if (viewers < 1 || viewers > 1000) {
      throw new IllegalArgumentException("viewers must be 1 to 1000: " + viewers);
    }
  }

  public HttpConfig listeningAt(InetSocketAddress address) {
    return new HttpConfig(address, viewers, onboarding, names, proxies);
  }

  /// Two cannot listen on one port.
  public boolean portsClash() {
    int port = listen.getPort();
    return port != 0 && onboarding.map(at -> at.getPort() == port).orElse(false);
  }

  /// Plain http alone.
  public HttpConfig(InetSocketAddress listen, int viewers) {
    this(listen, viewers, Optional.empty(), List.of(), Set.of());
  }

  /// Nobody but this machine can reach it.
  public boolean isLocal() {
    return !listen.isUnresolved() && listen.getAddress().isLoopbackAddress();
  }
}
