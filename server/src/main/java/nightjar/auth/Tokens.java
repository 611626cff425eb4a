package nightjar.auth;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What programs sign in with.
@SuppressWarnings("DoNotCallSuggester")
public final class Tokens {
  Tokens() {}

  /// @param used EPOCH when never
  public record Token(
      String id, String name, Set<Scope> scopes, Instant created, Instant expires, Instant used) {}

  /// @param text the token itself, shown once
  public record Issued(Token token, String text) {}

  public List<Token> list(Grant grant) {
    throw new UnsupportedOperationException();
  }

  /// @param days 1 to 366
  public Issued issue(Grant grant, String name, Set<Scope> scopes, int days, Client from)
      throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  public void revoke(Grant grant, String id, Client from) throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }
}
