package nightjar.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.auth.Grant;

/// How much one account may hold of what there is for a few at once: three quarters, and its tokens
/// together one, so that no program and no housemate keeps the rest of the house out. Who has no
/// name, where there are no accounts, may hold all.
final class Shares {
  private final int ofAccount;
  private final int ofTokens;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Held> held = new HashMap<>(); // guarded by lock; by account

  /// @param byTokens of these
  private record Held(int all, int byTokens) {
    static final Held NOTHING = new Held(0, 0);

    Held plus(int more, boolean byToken) {
      return new Held(all + more, byTokens + (byToken ? more : 0));
    }
  }

  /// What was taken; closed when it is needed no longer, once.
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /// @param places there are
  Shares(int places) {
    this.ofAccount = (places * 3 + 3) / 4;
    this.ofTokens = (places + 3) / 4;
  }

  /// Empty when this one holds its share already.
  Optional<Share> take(Grant grant) {
    if (grant.user().isEmpty()) {
      return Optional.of(() -> {});
    }
    boolean byToken = !grant.bySession();
    lock.lock();
    try {
      var now = held.getOrDefault(grant.user(), Held.NOTHING);
      if (!hasRoom(now, byToken)) {
        return Optional.empty();
      }
      held.put(grant.user(), now.plus(1, byToken));
      return Optional.of(() -> giveBack(grant.user(), byToken));
    } finally {
      lock.unlock();
    }
  }

  boolean hasRoom(Grant grant) {
    lock.lock();
    try {
      var now = held.getOrDefault(grant.user(), Held.NOTHING);
      return hasRoom(now, !grant.bySession() && !grant.user().isEmpty());
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(Held now, boolean byToken) {
    return now.all < ofAccount && (!byToken || now.byTokens < ofTokens);
  }

  private void giveBack(String user, boolean byToken) {
    lock.lock();
    try {
      held.computeIfPresent(user, (_, now) -> now.all == 1 ? null : now.plus(-1, byToken));
    } finally {
      lock.unlock();
    }
  }
}
