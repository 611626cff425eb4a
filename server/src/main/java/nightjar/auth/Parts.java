package nightjar.auth;

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
    var key = session.key();
    return new Grant(
        account.name(),
        account.role(),
        account.cameras(),
        Set.of(Scope.values()),
        session.id(),
        sessions.isConfirmed(key),
        () -> sessions.findByKey(key).isPresent() && isAsBefore(account));
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

  /// A session for somebody who has proved who they are.
  Signed begin(Account account, Presented presented, Client from) {
    var begun = sessions.begin(account, presented.session(), from);
    return new Signed(
        grant(account, begun.session()),
        begun.cookie(),
        DeviceCookie.issue(accounts.book().deviceKey(), account.name(), clock.wall()),
        sessions.lifetime());
  }
}
