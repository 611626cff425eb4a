package nightjar.auth;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everybody's accounts, for an administrator. That the grant is an administrator's is for the
/// caller to see to.
public final class Accounts {
  private static final int MOST_CAMERAS = 100;

  private final Parts parts;

  Accounts(Parts parts) {
    this.parts = parts;
  }

  /// An account as shown.
  ///
  /// @param recovery codes left
  /// @param passkeys how many
  /// @param tokens how many
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
  public record Change(Optional<Role> role, Optional<Cameras> cameras, Optional<String> password) {
    @Override
    public String toString() {
      return "Change[" + words() + "]"; // never the password
    }

    String words() {
      var words = new ArrayList<String>();
      role.ifPresent(now -> words.add("role " + now.word()));
      cameras.ifPresent(
          now ->
              words.add(
                  switch (now) {
                    case Cameras.All() -> "all cameras";
                    case Cameras.Only(var names) ->
                        "cameras " + String.join(" ", names.stream().sorted().toList());
                  }));
      password.ifPresent(_ -> words.add("password"));
      return String.join(", ", words);
    }
  }

  /// In the order of their names.
  public List<Listed> list() {
    return parts.accounts().book().accounts().stream().map(Accounts::shown).toList();
  }

  /// NOT_FOUND without such an account.
  public Listed get(String user) throws RefusedException {
    return shown(parts.accounts().book().get(UserName.typed(user)));
  }

  private static Listed shown(Account account) {
    return new Listed(
        account.name(),
        account.role(),
        account.cameras(),
        account.totp().isPresent(),
        account.recovery().size(),
        account.passkeys().size(),
        account.tokens().size(),
        account.created(),
        account.login());
  }

  public Listed add(Grant by, String user, String password, Role role, Cameras cameras, Client from)
      throws RefusedException, InterruptedException, IOException {
    var name = UserName.of(user);
    PasswordRules.check("password", password, name.text());
    refuse(cameras);
    var encoded = parts.hashing().hash(password);
    var account = Account.fresh(name, role, of(role, cameras), encoded, parts.clock().wall());
    parts.accounts().change(book -> book.adding(account));
    parts.audit().add(by, from, "user-added", account.name(), role.word());
    return shown(account);
  }

  private static void refuse(Cameras cameras) throws RefusedException {
    if (cameras instanceof Cameras.Only(var names)) {
      if (names.size() > MOST_CAMERAS) {
        throw RefusedException.field("cameras", "must be at most " + MOST_CAMERAS + " names");
      }
      for (var name : names) {
        if (!Label.of("cameras", name).equals(name)) {
          throw RefusedException.field("cameras", "a camera's name has no space around it");
        }
      }
    }
  }

  private static Cameras of(Role role, Cameras cameras) {
    return role == Role.ADMINISTRATOR ? new Cameras.All() : cameras;
  }

  /// Ends that account's sessions, but never the one that asks; with a new password its tokens too,
  /// for whoever had the old one may have made some.
  public Listed change(Grant by, String user, Change change, Client from)
      throws RefusedException, InterruptedException, IOException {
    var name = parts.accounts().book().get(UserName.typed(user)).name();
    if (change.cameras.isPresent()) {
      refuse(change.cameras.get());
    }
    var encoded = Optional.<String>empty();
    if (change.password.isPresent()) {
      PasswordRules.check("password", change.password.get(), name);
      encoded = Optional.of(parts.hashing().hash(change.password.get()));
    }
    var password = encoded;
    var before = parts.accounts().book().get(name);
    var book =
        parts
            .accounts()
            .change(now -> now.with(changed(now.get(name), change, password)).administered());
    var account = book.get(name);
    keepAsking(by, account);
    if (!account.equals(before)) {
      parts.audit().add(by, from, "user-changed", name, change.words());
    }
    return shown(account);
  }

  private static Account changed(Account account, Change change, Optional<String> password) {
    var role = change.role.orElse(account.role());
    var changed = account.with(role, of(role, change.cameras.orElse(account.cameras())));
    if (password.isPresent()) {
      changed = changed.withPassword(password.get()).withTokens(List.of());
    }
    return changed.equals(account) ? account : changed.withoutSessions();
  }

  /// The session that asks lives on, where its own account changed.
  private void keepAsking(Grant by, Account account) {
    if (by.bySession() && by.user().equals(account.name())) {
      parts.sessions().restamp(by.sessionId(), account);
    }
  }

  public void remove(Grant by, String user, Client from) throws RefusedException, IOException {
    var name = UserName.typed(user);
    parts
        .accounts()
        .change(
            book -> {
              book.get(name);
              return book.without(name).administered();
            });
    parts.audit().add(by, from, "user-removed", name, "");
  }

  /// All of them, the one that asks too.
  public void endSessions(Grant by, String user, Client from) throws RefusedException, IOException {
    var name = UserName.typed(user);
    parts.accounts().change(book -> book.with(book.get(name).withoutSessions()));
    parts.audit().add(by, from, "sessions-ended", name, "");
  }

  /// What programs sign in with for that account.
  public void revokeTokens(Grant by, String user, Client from)
      throws RefusedException, IOException {
    parts.revokeTokens(by, UserName.typed(user), from);
  }

  /// Authenticator app, recovery codes and passkeys: for a lost phone. Ends that account's sessions
  /// and tokens, for the phone may be signed in and hold some; but never the session that asks.
  public void removeFactors(Grant by, String user, Client from)
      throws RefusedException, IOException {
    var name = UserName.typed(user);
    var book =
        parts
            .accounts()
            .change(
                before ->
                    before.with(
                        before
                            .get(name)
                            .withFactors(Optional.empty(), List.of())
                            .withPasskeys(List.of())
                            .withTokens(List.of())
                            .withoutSessions()));
    keepAsking(by, book.get(name));
    parts.audit().add(by, from, "factors-removed", name, "");
  }
}
