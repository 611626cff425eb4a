package nightjar.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /// All sessions of it end.
  Account withoutSessions() {
    return new Account(
        name,
        role,
        cameras,
        password,
        Secrets.hex(8),
        handle,
        totp,
        recovery,
        passkeys,
        tokens,
        created,
        login);
  }

  Account with(Role newRole, Cameras newCameras) {
    return new Account(
        name,
        newRole,
        newCameras,
        password,
        stamp,
        handle,
        totp,
        recovery,
        passkeys,
        tokens,
        created,
        login);
  }

  /// The same password, hashed anew, or another.
  Account withPassword(String encoded) {
    return new Account(
        name, role, cameras, encoded, stamp, handle, totp, recovery, passkeys, tokens, created,
        login);
  }

  Account withFactors(Optional<Totp> newTotp, List<String> newRecovery) {
    return new Account(
        name,
        role,
        cameras,
        password,
        stamp,
        handle,
        newTotp,
        newRecovery,
        passkeys,
        tokens,
        created,
        login);
  }

  Account withPasskeys(List<Key> keys) {
    return new Account(
        name, role, cameras, password, stamp, handle, totp, recovery, keys, tokens, created, login);
  }

  Account withTokens(List<Pass> passes) {
    return new Account(
        name, role, cameras, password, stamp, handle, totp, recovery, passkeys, passes, created,
        login);
  }

  Account withLogin(Instant now) {
    return new Account(
        name, role, cameras, password, stamp, handle, totp, recovery, passkeys, tokens, created,
        now);
  }
}
