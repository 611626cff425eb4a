package nightjar.auth;

import java.io.IOException;
import java.util.List;

/// Codes of an authenticator app, and the recovery codes that stand in for them.
@SuppressWarnings("DoNotCallSuggester")
public final class SecondFactor {
  SecondFactor() {}

  /// A secret not yet in force.
  ///
  /// @param secret base32
  /// @param uri `otpauth://...`
  /// @param qr of the uri: SVG path data
  /// @param size of the view box, in modules, border included
  public record Offer(String secret, String uri, String qr, int size) {}

  public Offer offer(Grant grant) throws RefusedException {
    throw new UnsupportedOperationException();
  }

  /// Puts the secret offered last in force.
  ///
  /// @return recovery codes, shown once
  public List<String> turnOn(Grant grant, String code, Client from)
      throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  public void turnOff(Grant grant, Client from) throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }

  /// @return new recovery codes in place of the old; OFF without an authenticator app
  public List<String> renewRecovery(Grant grant, Client from) throws RefusedException, IOException {
    throw new UnsupportedOperationException();
  }
}
