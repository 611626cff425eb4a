package nightjar.auth;

import java.io.IOException;
import java.util.Optional;
import nightjar.base.Clock;

/// Accounts and all that proves who somebody is, in one data folder. Methods that check or make a
/// password may wait for their turn, those that change something write to disk: `IOException` means
/// that the disk failed and nothing changed. Any thread.
@SuppressWarnings("DoNotCallSuggester")
public final class Auth implements AutoCloseable {
  private Auth() {}

  /// @throws IOException the data folder or a file in it is not as it must be; the message says
  ///   what to do
  public static Auth open(AuthConfig config, Clock clock) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// There is no administrator yet.
  public boolean needsSetup() {
    throw new UnsupportedOperationException();
  }

  /// Of this start. Shown to whoever can see the console or the log, only while [#needsSetup].
  public String setupCode() {
    throw new UnsupportedOperationException();
  }

  public Signed setUp(String code, String user, String password, Client from)
      throws RefusedException, InterruptedException, IOException {
    throw new UnsupportedOperationException();
  }

  /// @param code of the authenticator app, or a recovery code; may be empty
  public Signed logIn(String user, String password, String code, Presented presented, Client from)
      throws RefusedException, InterruptedException, IOException {
    throw new UnsupportedOperationException();
  }

  public void logOut(Grant grant, Client from) {
    throw new UnsupportedOperationException();
  }

  public Optional<Grant> bySession(String cookieValue) {
    throw new UnsupportedOperationException();
  }

  public Optional<Grant> byToken(String token) {
    throw new UnsupportedOperationException();
  }

  public Passwords passwords() {
    throw new UnsupportedOperationException();
  }

  public SecondFactor secondFactor() {
    throw new UnsupportedOperationException();
  }

  public Passkeys passkeys() {
    throw new UnsupportedOperationException();
  }

  public Sessions sessions() {
    throw new UnsupportedOperationException();
  }

  public Tokens tokens() {
    throw new UnsupportedOperationException();
  }

  public Accounts accounts() {
    throw new UnsupportedOperationException();
  }

  public Audit audit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
