package nightjar.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import nightjar.alert.Login;
import nightjar.alert.Secret;

/// What channels of several kinds have in common: where, whom to believe, who asks.
final class Addresses {
  private Addresses() {}

  /// @param right what would be
  static URI http(String text, String right) {
    try {
      var url = URI.create(text);
      var scheme = String.valueOf(url.getScheme());
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (web
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // as below: the text may hold a password, and is not said again
    }
    throw new IllegalArgumentException(right);
  }

  /// Authorities to believe.
  ///
  /// @param encrypted whether there is anything to check
  static Optional<Path> ca(Section channel, boolean encrypted) {
    var ca = channel.take("ca", Values::absoluteIfAny, "");
    if (ca.isPresent() && !encrypted) {
      channel.problem("ca", "checks what is encrypted alone, and url is in clear");
    }
    return ca;
  }

  static Optional<Login> login(Section channel) {
    var user = channel.take("user", Values::text, "");
    var password = secret(channel, "password");
    if (user.isEmpty() && password.isPresent()) {
      channel.problem("user", "is missing; a password alone lets nobody in");
    }
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new Login(user, password.orElse(new Secret(""))));
  }

  static Optional<Secret> secret(Section channel, String key) {
    var text = channel.takeSecret(key);
    return text.isEmpty() ? Optional.empty() : Optional.of(new Secret(text));
  }
}
