package nightjar.auth;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;

/// Writes strangers' failures to the audit, but not more than so many an hour: nobody shall fill
/// the disk by failing.
final class Moderation {
  static final int MOST = 100;
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Audit audit;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private State state; // guarded by lock

  Moderation(Audit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
    this.state = new State(clock.ticks(), 0, 0);
  }

  /// @param since ticks at which the hour began
  /// @param written in this hour
  /// @param unwritten since the last one written
  record State(long since, int written, long unwritten) {
    State onFailure(long now) {
      var current = now - since >= WINDOW.toNanos() ? new State(now, 0, unwritten) : this;
      return current.written < MOST
          ? new State(current.since, current.written + 1, current.unwritten)
          : new State(current.since, current.written, current.unwritten + 1);
    }

    State told() {
      return new State(since, written, 0);
    }
  }

  void failed(String user, Client from, String action, String detail) {
    long unwritten;
    lock.lock();
    try {
      var next = state.onFailure(clock.ticks());
      boolean write = next.unwritten == state.unwritten;
      unwritten = write ? next.unwritten : -1;
      state = write ? next.told() : next;
    } finally {
      lock.unlock();
    }
    if (unwritten >= 0) {
      var more = unwritten == 0 ? "" : "; " + unwritten + " failures before it were not written";
      audit.add(user, from.address(), action, "", false, detail + more);
    }
  }
}
