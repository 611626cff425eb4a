package nightjar.auth;

import java.io.IOException;

/// What somebody signed in does with their own password.
@SuppressWarnings("DoNotCallSuggester")
public final class Passwords {
  Passwords() {}

  /// Makes the session confirmed for ten minutes; the grant at hand stays as it is.
  public void confirm(Grant grant, String password, String code, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    throw new UnsupportedOperationException();
  }

  /// Ends all sessions of the account and begins one. A wrong `current` is FIELD `current`.
  public Signed change(
      Grant grant, String current, String password, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    throw new UnsupportedOperationException();
  }
}
