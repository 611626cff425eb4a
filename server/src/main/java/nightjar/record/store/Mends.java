package nightjar.record.store;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// What was put right: the newest of it, for a disk that fails for months has no end of it. Any
/// thread.
final class Mends {
  static final int MOST = 200;

  private static final System.Logger log = System.getLogger(Store.class.getName());

  private final boolean tells;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the one below.
  private final Deque<Mend> newest = new ArrayDeque<>();
  private long count;

  /// @param tells whether each is logged
  Mends(boolean tells) {
    this.tells = tells;
  }

  void add(Mend mend) {
    lock.lock();
    try {
      count++;
      newest.addLast(mend);
      if (newest.size() > MOST) {
        newest.removeFirst();
      }
    } finally {
      lock.unlock();
    }
    if (tells) {
      log.log(WARNING, "{0}: {1}", mend.file(), mend.what());
    }
  }

  /// Of all, those that are kept no more among them.
  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /// Oldest first.
  List<Mend> newest() {
    lock.lock();
    try {
      return List.copyOf(newest);
    } finally {
      lock.unlock();
    }
  }
}
