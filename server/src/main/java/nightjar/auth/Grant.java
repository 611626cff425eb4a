package nightjar.auth;

import java.util.Set;
import java.util.function.BooleanSupplier;

/// Who a request is from, and what it may do. A picture of the moment it was asked for;
/// [#isInForce] asks again, from any thread, without waiting.
public final class Grant {
  private final String user;
  private final Role role;
  private final Cameras cameras;
  private final Set<Scope> scopes;
  private final String sessionId;
  private final boolean confirmed;
  private final BooleanSupplier inForce;

  Grant(
      String user,
      Role role,
      Cameras cameras,
      Set<Scope> scopes,
      String sessionId,
      boolean confirmed,
      BooleanSupplier inForce) {
    this.user = user;
    this.role = role;
    this.cameras = role == Role.ADMINISTRATOR ? new Cameras.All() : cameras;
    this.scopes = Set.copyOf(scopes);
    this.sessionId = sessionId;
    this.confirmed = confirmed;
    this.inForce = inForce;
  }

  /// What everybody has where there are no accounts: an operator without a name.
  public static Grant open() {
    return new Grant(
        "", Role.OPERATOR, new Cameras.All(), Set.of(Scope.values()), "", false, () -> true);
  }

  /// Of whoever can run commands as the server's user.
  public static Grant console() {
    return new Grant(
        "", Role.ADMINISTRATOR, new Cameras.All(), Set.of(Scope.values()), "", true, () -> true);
  }

  public String user() {
    return user;
  }

  public Role role() {
    return role;
  }

  public Cameras cameras() {
    return cameras;
  }

  /// By a session's cookie; else by a token, or because access is open.
  public boolean bySession() {
    return !sessionId.isEmpty();
  }

  /// Password or passkey was given within the last ten minutes.
  public boolean confirmed() {
    return confirmed;
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope) && role.includes(scope.role());
  }

  public boolean maySee(String camera) {
    return cameras.include(camera);
  }

  /// Whether this still stands: the session or token not ended, the account as it was.
  public boolean isInForce() {
    return inForce.getAsBoolean();
  }

  /// Empty without a session.
  public String sessionId() {
    return sessionId;
  }
}
