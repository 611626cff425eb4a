package nightjar.alert.mail;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.alert.Login;

/// Who writes to whom, and through which server.
///
/// @param name of the channel
/// @param to whom; at least one
/// @param ca authorities to believe, in PEM; empty: those that Java believes
public record MailConfig(
    String name,
    String host,
    int port,
    Security security,
    Optional<Login> login,
    Optional<Path> ca,
    String from,
    List<String> to) {
  private static final int MOST = 16; // whom

  /// How what is said to the server is kept from others.
  public enum Security {
    /// It is not.
    NONE,
    /// From the first command that can ask for it; nothing is said before.
    STARTTLS,
    /// From the beginning.
    TLS
  }

  public MailConfig {
    to = List.copyOf(to);
    if (to.isEmpty() || to.size() > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " addresses with commas between them");
    }
  }

  /// @param url such as `smtps://mail.lan`
  /// @throws IllegalArgumentException whose message says what would be right
  public static MailConfig of(
      String name,
      URI url,
      Optional<Login> login,
      Optional<Path> ca,
      String from,
      List<String> to) {
    var security = security(checked(url));
    int port = url.getPort() > 0 ? url.getPort() : usualPort(security);
    return new MailConfig(name, url.getHost(), port, security, login, ca, from, to);
  }

  /// @throws IllegalArgumentException it is no address of a mail server, or holds a user
  public static URI checked(URI url) {
    security(url);
    if (url.getHost() == null || url.getRawUserInfo() != null || !url.getRawPath().isEmpty()) {
      throw new IllegalArgumentException("must be host and port alone");
    }
    return url;
  }

  private static Security security(URI url) {
    return switch (String.valueOf(url.getScheme())) {
      case "smtp" -> Security.NONE;
      case "smtp+starttls" -> Security.STARTTLS;
      case "smtps" -> Security.TLS;
      default -> throw new IllegalArgumentException("begins otherwise");
    };
  }

  private static int usualPort(Security security) {
    return switch (security) {
      case NONE -> 25;
      case STARTTLS -> 587;
      case TLS -> 465;
    };
  }
}
