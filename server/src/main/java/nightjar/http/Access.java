package nightjar.http;

import java.util.Optional;
import nightjar.auth.Auth;
import nightjar.auth.Grant;
import nightjar.auth.Presented;

/// Whether the server asks who somebody is.
public sealed interface Access {
  /// The demo: whoever reaches it may watch.
  record Open() implements Access {}

  record Guarded(Auth auth) implements Access {}

  default boolean needsSetup() {
    return this instanceof Guarded(var auth) && auth.needsSetup();
  }

  /// @param bearer the token of an `Authorization` header, or empty: it goes before cookies
  default Optional<Grant> caller(String bearer, Presented cookies) {
    return switch (this) {
      case Open _ -> Optional.of(Grant.open());
      case Guarded(var auth) ->
          bearer.isEmpty() ? auth.bySession(cookies.session()) : auth.byToken(bearer);
    };
  }
}
