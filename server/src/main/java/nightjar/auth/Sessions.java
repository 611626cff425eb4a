package nightjar.auth;

import java.time.Instant;
import java.util.List;

/// Where somebody is signed in.
@SuppressWarnings("DoNotCallSuggester")
public final class Sessions {
  Sessions() {}

  /// @param current the one that asks
  /// @param from address at login
  public record Listed(
      String id, boolean current, Instant created, Instant seen, String from, String agent) {}

  public List<Listed> list(Grant grant) {
    throw new UnsupportedOperationException();
  }

  public void end(Grant grant, String id, Client from) throws RefusedException {
    throw new UnsupportedOperationException();
  }

  /// The one that asks, too.
  public void endAll(Grant grant, Client from) {
    throw new UnsupportedOperationException();
  }
}
