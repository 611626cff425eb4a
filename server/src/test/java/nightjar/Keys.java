package nightjar;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import nightjar.auth.Auth;
import nightjar.auth.AuthConfig;
import nightjar.auth.Client;
import nightjar.auth.Scope;
import nightjar.base.Clock;

/// A token of an administrator's, for tests that only want to be let in.
final class Keys {
  private static final Client HERE = new Client("127.0.0.1", "");

  private Keys() {}

  /// @param data folder of a server that does not run yet
  static String token(Path data) throws Exception {
    var year = Duration.ofDays(365);
    try (var auth = Auth.open(new AuthConfig(data, year, year, year), Clock.SYSTEM)) {
      return token(auth);
    }
  }

  /// @param auth without an administrator yet
  static String token(Auth auth) throws Exception {
    var signed = auth.setUp(auth.setupCode(), "keeper", "seven green herons wade", HERE);
    var scopes = Set.of(Scope.values());
    return auth.tokens().issue(signed.grant(), "tests", scopes, 1, HERE).text();
  }

  /// A header line.
  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
