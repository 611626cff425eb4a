package nightjar.config;

import java.net.URI;
import java.util.Optional;
import nightjar.alert.ntfy.NtfyConfig;
import nightjar.alert.ntfy.NtfyConfig.Back;

/// The settings of a topic of ntfy's.
final class NtfyReading {
  private static final String RIGHT =
      "the address of a server, such as https://ntfy.lan, without topic, user and password, which have settings of their own";

  private NtfyReading() {}

  /// @param address what others call this server by
  static Optional<NtfyConfig> read(String name, Section channel, Optional<URI> address) {
    var server = channel.require("url", NtfyReading::url, "http://127.0.0.1");
    var ca = Addresses.ca(channel, server.getScheme().equals("https"));
    var topic = channel.require("topic", NtfyReading::topic, "nightjar");
    var token = Addresses.secret(channel, "token");
    var login = Addresses.login(channel);
    boolean picture = channel.take("picture", Values::yesOrNo, "yes");
    var key = Addresses.secret(channel, "actions");
    channel.rejectUnknown();
    if (key.isPresent() && address.isEmpty()) {
      channel.problem("actions", "needs alerts.address, by which a phone calls this server");
    }
    if (token.isPresent() && login.isPresent()) {
      channel.problem("token", "is one way to be let in, user and password another");
      token = Optional.empty();
    }
    var back = key.flatMap(k -> address.map(a -> new Back(a, k)));
    return Optional.of(new NtfyConfig(name, server, ca, topic, token, login, picture, back));
  }

  private static URI url(String text) {
    var url = Addresses.http(text, RIGHT);
    if (url.getRawPath().length() > 1 || url.getRawQuery() != null) {
      throw new IllegalArgumentException(RIGHT);
    }
    return url;
  }

  private static String topic(String text) {
    if (!text.matches("[-_A-Za-z0-9]{1,64}")) {
      throw new IllegalArgumentException("1 to 64 letters, digits, '-' and '_'");
    }
    return text;
  }
}
