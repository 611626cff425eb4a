package nightjar.alert.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import nightjar.alert.Login;

/// Which broker, and below which topics.
///
/// @param name of the channel
/// @param url `mqtt` or `mqtts`, a host, perhaps a port
/// @param ca authorities to believe, in PEM; empty: those that Java believes
/// @param prefix of every topic of ours; each box needs its own
/// @param discovery where Home Assistant looks for devices; empty: it is told of none
public record MqttConfig(
    String name,
    URI url,
    Optional<Login> login,
    Optional<Path> ca,
    Version version,
    String prefix,
    Optional<String> discovery) {
  /// Of the protocol.
  public enum Version {
    V3,
    V5
  }

  public MqttConfig {
    checked(url);
    checkedTopic(prefix);
    discovery.ifPresent(MqttConfig::checkedTopic);
  }

  /// @throws IllegalArgumentException it is no address of a broker, or holds a user
  public static URI checked(URI url) {
    var scheme = String.valueOf(url.getScheme());
    boolean plain = url.getRawPath() != null && url.getRawPath().length() <= 1;
    if (!(scheme.equals("mqtt") || scheme.equals("mqtts")) || url.getHost() == null || !plain) {
      throw new IllegalArgumentException("must be such as mqtt://broker.lan or mqtts://broker.lan");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("must hold no user");
    }
    return url;
  }

  /// @throws IllegalArgumentException whose message says what would be right
  public static String checkedTopic(String text) {
    if (!text.matches("[A-Za-z0-9_-]{1,40}(/[A-Za-z0-9_-]{1,40}){0,3}")) {
      throw new IllegalArgumentException(
          "up to four words of letters, digits, '-' and '_' with / between them");
    }
    return text;
  }

  boolean isEncrypted() {
    return url.getScheme().equals("mqtts");
  }

  int port() {
    return url.getPort() > 0 ? url.getPort() : isEncrypted() ? 8883 : 1883;
  }

  /// The same at each start: a broker then lets go of the connection there was before.
  String client() {
    return prefix.equals("nightjar") ? prefix : "nightjar-" + node();
  }

  /// What Home Assistant knows the box by.
  String node() {
    return prefix.replace('/', '_');
  }
}
