package nightjar.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Somebody who may sign in. What proves it is here as a hash, or as a key that proves nothing by
/// itself; only the authenticator app's secret must be kept as it is.
///
/// @param password as libargon2 encodes it
/// @param stamp changes when all sessions of the account end: each session holds the one it began
///   with
/// @param handle what passkeys know the account by: never its name
/// @param recovery SHA-256 of each recovery code left
/// @param login the last one; EPOCH when never
record Account(
    String name,
    Role role,
    Cameras cameras,
    String password,
    String stamp,
    String handle,
    Optional<Totp> totp,
    List<String> recovery,
    List<Key> passkeys,
    List<Pass> tokens,
    Instant created,
    Instant login) {
  static final int MOST_PASSKEYS = 10;
  static final int MOST_TOKENS = 20;

  /// A passkey.
  ///
  /// @param id of the credential, base64url
  /// @param credential COSE key and what goes with it, base64url
  /// @param count of signatures, as the authenticator said; 0 when it does not count
  record Key(
      String id,
      String name,
      String host,
      String credential,
      long count,
      boolean backedUp,
      Instant created,
      Instant used) {
    Key usedAt(Instant now, long newCount, boolean nowBackedUp) {
      return new Key(id, name, host, credential, newCount, nowBackedUp, created, now);
    }
  }

  /// A token, without its text.
  ///
  /// @param sum SHA-256 of the text
  record Pass(
      String id,
      String name,
      Set<Scope> scopes,
      String sum,
      Instant created,
      Instant expires,
      Instant used) {
    Pass {
      scopes = Set.copyOf(scopes);
    }

    Pass usedAt(Instant now) {
      return new Pass(id, name, scopes, sum, created, expires, now);
    }
  }

  Account {
    if (!UserName.isOne(name)) {
      throw new IllegalArgumentException("not a user's name");
    }
    recovery = List.copyOf(recovery);
    passkeys = List.copyOf(passkeys);
    tokens = List.copyOf(tokens);
  }

  static Account fresh(UserName name, Role role, Cameras cameras, String password, Instant now) {
    return new Account(
        name.text(),
        role,
        cameras,
        password,
        Secrets.hex(8),
        Secrets.base64(Secrets.bytes(16)),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        now,
        Instant.EPOCH);
  }

  boolean isAdministrator() {
    return role == Role.ADMINISTRATOR;
  }

  /// What may be other in a copy.
  private final class Draft {
    Role role = Account.this.role;
    Cameras cameras = Account.this.cameras;
    String password = Account.this.password;
    String stamp = Account.this.stamp;
    Optional<Totp> totp = Account.this.totp;
    List<String> recovery = Account.this.recovery;
    List<Key> passkeys = Account.this.passkeys;
    List<Pass> tokens = Account.this.tokens;
    Instant login = Account.this.login;
  }

  private Account but(Consumer<Draft> change) {
    var now = new Draft();
    change.accept(now);
    return new Account(
        name,
        now.role,
        now.cameras,
        now.password,
        now.stamp,
        handle,
        now.totp,
        now.recovery,
        now.passkeys,
        now.tokens,
        created,
        now.login);
  }

  /// All sessions of it end.
  Account withoutSessions() {
    return but(now -> now.stamp = Secrets.hex(8));
  }

  Account with(Role role, Cameras cameras) {
    return but(
        now -> {
          now.role = role;
          now.cameras = cameras;
        });
  }

  /// The same password, hashed anew, or another.
  Account withPassword(String encoded) {
    return but(now -> now.password = encoded);
  }

  Account withFactors(Optional<Totp> totp, List<String> recovery) {
    return but(
        now -> {
          now.totp = totp;
          now.recovery = recovery;
        });
  }

  Account withPasskeys(List<Key> keys) {
    return but(now -> now.passkeys = keys);
  }

  Account withTokens(List<Pass> passes) {
    return but(now -> now.tokens = passes);
  }

  Account withLogin(Instant at) {
    return but(now -> now.login = at);
  }
}
