package nightjar.auth;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everybody's accounts, for an administrator. That the grant is an administrator's is for the
/// caller to see to.
@SuppressWarnings("DoNotCallSuggester")
public final class Accounts {
  Accounts() {}

  /// An account as shown.
  ///
  /// @param login the last one; EPOCH when never
  public record Listed(
      String name,
      Role role,
      Cameras cameras,
      boolean totp,
      int recovery,
      int passkeys,
      int tokens,
      Instant created,
      Instant login) {}

  /// What to change; empty leaves it.
  public record Change(Optional<Role> role, Optional<Cameras> cameras, Optional<String> password) {}

  public List<Listed> list() {
    throw new UnsupportedOperationException();
  }

  /// NOT_FOUND without such an account.
  public Listed get(String user) throws RefusedException {
    throw new UnsupportedOperationException();
  }

  public Listed add(Grant by, String user, String password, Role role, Cameras cameras, Client from)
      throws RefusedException, InterruptedException, IOException {
    throw new UnsupportedOperationException();
  }

  /// Ends that account's sessions, but never the one that asks.
  public Listed change(Grant by, String user, Change change, Client from)
      throws RefusedException, InterruptedException, IOException {
    throw new UnsupportedOperationException();
  }

  public void remove(Grant by, String user, Client from) throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  public void endSessions(Grant by, String user, Client from) throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  /// Authenticator app, recovery codes and passkeys: for a lost phone.
  public void removeFactors(Grant by, String user, Client from)
      throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }
}
