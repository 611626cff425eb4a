package nightjar.auth;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import nightjar.json.JsonObject;

/// Keys kept by a phone, a computer or a stick, for one host name each.
///
/// `host` is the host name of the request, without port; `origin` the page's origin.
@SuppressWarnings("DoNotCallSuggester")
public final class Passkeys {
  Passkeys() {}

  /// @param used EPOCH when never
  public record Passkey(String id, String name, String host, Instant created, Instant used) {}

  /// @return `PublicKeyCredentialRequestOptionsJSON`
  public Map<String, Object> loginChallenge(String host, Client from) throws RefusedException {
    throw new UnsupportedOperationException();
  }

  /// @param credential `AuthenticationResponseJSON`
  public Signed logIn(
      JsonObject credential, String host, String origin, Presented presented, Client from)
      throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  /// @return `PublicKeyCredentialCreationOptionsJSON`
  public Map<String, Object> registrationChallenge(Grant grant, String host)
      throws RefusedException {
    throw new UnsupportedOperationException();
  }

  /// @param credential `RegistrationResponseJSON`
  public Passkey register(
      Grant grant, String name, JsonObject credential, String host, String origin, Client from)
      throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  public List<Passkey> list(Grant grant) {
    throw new UnsupportedOperationException();
  }

  public void remove(Grant grant, String id, Client from) throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }
}
