package nightjar.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;

/// Writes to the audit that requests of other sites' pages were refused, but of each kind not more
/// than so many an hour: nobody shall fill the disk by being refused.
final class Trespasses {
  static final int MOST = 20;
  static final String ACTION = "page-refused";
  private static final Duration WINDOW = Duration.ofHours(1);

  /// How it showed.
  enum Kind {
    ORIGIN,
    FETCH_SITE,
    NO_ORIGIN
  }

  /// @param since ticks at which the hour began
  /// @param written in this hour
  /// @param unwritten since the last one written
  record Count(long since, int written, long unwritten) {
    Count next(long now) {
      var current = now - since >= WINDOW.toNanos() ? new Count(now, 0, unwritten) : this;
      return current.written < MOST
          ? new Count(current.since, current.written + 1, 0)
          : new Count(current.since, current.written, current.unwritten + 1);
    }
  }

  private final CameraRoutes.Audit audit;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Kind, Count> counts = new EnumMap<>(Kind.class); // guarded by lock

  Trespasses(CameraRoutes.Audit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /// @param user whose cookie the request had; empty when nobody's
  /// @param asked method and path
  /// @param said where the request says that it comes from
  void refused(Kind kind, String user, String from, String asked, String said) {
    count(kind)
        .ifPresent(
            unwritten -> {
              var more = unwritten == 0 ? "" : "; " + unwritten + " before it were not written";
              audit.add(user, from, ACTION, asked, false, said + more);
            });
  }

  /// How many were left out before this one; empty when this one is, too.
  private Optional<Long> count(Kind kind) {
    long now = clock.ticks();
    lock.lock();
    try {
      var before = counts.getOrDefault(kind, new Count(now, 0, 0));
      var after = before.next(now);
      counts.put(kind, after);
      return after.unwritten > before.unwritten ? Optional.empty() : Optional.of(before.unwritten);
    } finally {
      lock.unlock();
    }
  }
}
