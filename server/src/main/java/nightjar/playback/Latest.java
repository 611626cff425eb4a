package nightjar.playback;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// What was used last, as much as may be kept. Any thread.
final class Latest<K, V> {
  private final int most;
  private final ToIntFunction<V> size;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the other. What was used longest ago comes first.
  private final Map<K, V> all = new LinkedHashMap<>(16, 0.75f, true);
  private int total;

  /// @param size of one
  /// @param most of all
  Latest(int most, ToIntFunction<V> size) {
    this.most = most;
    this.size = size;
  }

  @Nullable V get(K key) {
    lock.lock();
    try {
      return all.get(key);
    } finally {
      lock.unlock();
    }
  }

  void put(K key, V value) {
    lock.lock();
    try {
      var before = all.put(key, value);
      total += size.applyAsInt(value) - (before == null ? 0 : size.applyAsInt(before));
      var oldest = all.values().iterator();
      while (total > most && oldest.hasNext()) {
        total -= size.applyAsInt(oldest.next());
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }
}
