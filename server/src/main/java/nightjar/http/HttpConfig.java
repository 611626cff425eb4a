package nightjar.http;

import java.net.InetSocketAddress;

/// Where the server listens, and for how many.
///
/// @param listen port 0 takes any free one
/// @param viewers live at once
public record HttpConfig(InetSocketAddress listen, int viewers) {
  public HttpConfig {
    if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "listen must be an address of this machine only, such as 127.0.0.1:8080, for there is no"
              + " login yet: "
              + listen.getHostString());
    }
    if (viewers < 1 || viewers > 1000) {
      throw new IllegalArgumentException("viewers must be 1 to 1000: " + viewers);
    }
  }
}
