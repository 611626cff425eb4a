package nightjar.auth;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Clock;

/// What the public faces of this package share.
record Parts(
    BookKeeper accounts,
    SessionKeeper sessions,
    TokenUses tokenUses,
    Hashing hashing,
    Throttle throttle,
    Moderation moderation,
    Audit audit,
    Clock clock) {
  /// What a session may now; the grant asks the keepers again when it is asked.
  Grant grant(Account account, Session session) {
    var id = session.id();
    return new Grant(
        account.name(),
        account.role(),
        account.cameras(),
        Set.of(Scope.values()),
        id,
        sessions.isConfirmed(id),
        () -> sessions.findById(account.name(), id).isPresent() && isAsBefore(account));
  }

  boolean isAsBefore(Account account) {
    return accounts
        .book()
        .find(account.name())
        .filter(now -> now.role() == account.role() && now.cameras().equals(account.cameras()))
        .isPresent();
  }

  /// The account of somebody signed in.
  Account own(Grant grant) throws RefusedException {
    return accounts.book().get(grant.user());
  }

  /// All of an account's, those that have expired too.
  void revokeTokens(Grant by, String user, Client from) throws RefusedException, IOException {
    accounts.change(book -> book.with(book.get(user).withTokens(List.of())));
    audit.add(by, from, "tokens-revoked", user, "");
  }

  /// A session for somebody who has proved who they are.
  Signed begin(Account account, Presented presented, Client from) {
    return signed(account, sessions.begin(account, presented.session(), from));
  }

  /// The same session with another cookie; empty when it has ended.
  Optional<Signed> renew(Account account, Grant grant) {
    return sessions.renew(account.name(), grant.sessionId()).map(begun -> signed(account, begun));
  }

  private Signed signed(Account account, SessionKeeper.Begun begun) {
    return new Signed(
        grant(account, begun.session()),
        begun.cookie(),
        DeviceCookie.issue(accounts.book().deviceKey(), account.name(), clock.wall()),
        sessions.lifetime());
  }
}
