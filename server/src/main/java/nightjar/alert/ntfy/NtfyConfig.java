package nightjar.alert.ntfy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import nightjar.alert.Login;
import nightjar.alert.Secret;

/// The topic that alerts are published to.
///
/// @param name of the channel
/// @param server `http` or `https`, such as `https://ntfy.home.arpa`
/// @param ca authorities to believe, in PEM; empty: those that Java believes
/// @param topic whoever knows it may read it where the server lets anybody; so it is not shown
/// @param token of ntfy's; not together with a login
/// @param picture whether it goes along
/// @param back what a phone may do with an alert without opening the page
public record NtfyConfig(
    String name,
    URI server,
    Optional<Path> ca,
    String topic,
    Optional<Secret> token,
    Optional<Login> login,
    boolean picture,
    Optional<Back> back) {
  /// The way back, which everybody who reads the topic gets to know.
  ///
  /// @param address of this server, as phones call it
  /// @param token of this server
  public record Back(URI address, Secret token) {}

  public NtfyConfig {
    if (!topic.matches("[-_A-Za-z0-9]{1,64}")) {
      throw new IllegalArgumentException("1 to 64 letters, digits, '-' and '_'");
    }
    if (token.isPresent() && login.isPresent()) {
      throw new IllegalArgumentException("is one way to be let in, user and password another");
    }
  }

  @Override
  public String toString() {
    return "NtfyConfig[%s, %s]".formatted(name, server.getHost());
  }
}
