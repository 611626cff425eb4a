package nightjar.playback;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Clock;
import nightjar.record.store.Footage;

/// What exports consist of that were asked for lately, so that one that is fetched need not be
/// planned again. None of their files is open.
final class Plans {
  static final long MOST_BYTES = 6 << 20; // of memory: two hours of one camera are 3 to 5 MB
  static final long LASTS = 600_000_000_000L; // nanoseconds

  private record Key(String export, String camera) {}

  /// @param ticks when it was made
  private record Kept(StoredReel reel, List<Footage> of, long ticks) {}

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Kept> all = new LinkedHashMap<>(); // oldest first; guarded by lock

  Plans(Clock clock) {
    this.clock = clock;
  }

  /// Takes the place of what others were to have; not of the rest of the same export, which is
  /// fetched first.
  ///
  /// @param of what was found for it
  void keep(Exporting export, String camera, StoredReel reel, List<Footage> of) {
    var key = new Key(export.id().toString(), camera);
    lock.lock();
    try {
      forgetOld();
      all.remove(key);
      var others = all.keySet().iterator();
      while (!fits(reel) && others.hasNext()) {
        if (!others.next().export.equals(key.export)) {
          others.remove();
        }
      }
      if (fits(reel)) {
        all.put(key, new Kept(reel, List.copyOf(of), clock.ticks()));
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(StoredReel more) {
    return bytes() + more.memory() <= MOST_BYTES;
  }

  /// Of memory.
  long bytes() {
    lock.lock();
    try {
      return all.values().stream().mapToLong(kept -> kept.reel.memory()).sum();
    } finally {
      lock.unlock();
    }
  }

  /// @param of what is found for it now
  /// @return empty where nothing is kept, or there is other footage by now
  Optional<StoredReel> find(Exporting export, String camera, List<Footage> of) {
    var key = new Key(export.id().toString(), camera);
    return kept(key).filter(kept -> isSame(kept.of, of)).flatMap(kept -> kept.reel.again());
  }

  private Optional<Kept> kept(Key key) {
    lock.lock();
    try {
      forgetOld();
      return Optional.ofNullable(all.get(key));
    } finally {
      lock.unlock();
    }
  }

  private static boolean isSame(List<Footage> before, List<Footage> now) {
    boolean same = before.size() == now.size();
    for (int i = 0; same && i < now.size(); i++) {
      same = isSame(before.get(i), now.get(i));
    }
    return same;
  }

  /// Of one that was being written those pieces are taken that it had then, however it went on.
  private static boolean isSame(Footage before, Footage now) {
    return before.file().equals(now.file())
        && before.boot().equals(now.boot())
        && before.mono() == now.mono()
        && before.start() == now.start()
        && (before.open() || before.end() == now.end());
  }

  void forget(Exporting export) {
    lock.lock();
    try {
      all.keySet().removeIf(key -> key.export.equals(export.id().toString()));
    } finally {
      lock.unlock();
    }
  }

  void forget(Exporting export, String camera) {
    lock.lock();
    try {
      all.remove(new Key(export.id().toString(), camera));
    } finally {
      lock.unlock();
    }
  }

  void forgetOld() {
    lock.lock();
    try {
      all.values().removeIf(kept -> clock.ticks() - kept.ticks > LASTS);
    } finally {
      lock.unlock();
    }
  }
}
