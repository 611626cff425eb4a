package nightjar.event;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// An event's pictures of its objects: the best of each, and of the surest [#MOST] only. Any
/// thread.
final class Portraits {
  static final int MOST = 8;
  private static final int LARGEST = 1 << 20; // bytes

  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private final Map<Long, Portrait> all = new LinkedHashMap<>();
  private int versions;

  /// @param version another for each picture
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Portrait(byte[] jpeg, double score, int version) {}

  static boolean isOne(byte[] jpeg) {
    return jpeg.length > 0 && jpeg.length <= LARGEST;
  }

  /// @param score of the object
  void keep(long object, double score, byte[] jpeg) {
    lock.lock();
    try {
      if (isOne(jpeg) && (all.containsKey(object) || makeRoom(score))) {
        all.put(object, new Portrait(jpeg, score, ++versions));
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean makeRoom(double score) {
    if (all.size() < MOST) {
      return true;
    }
    long least = all.keySet().iterator().next();
    for (var one : all.entrySet()) {
      least = score(one.getKey()) > one.getValue().score ? one.getKey() : least;
    }
    return score(least) < score && all.remove(least) != null;
  }

  private double score(long object) {
    var one = all.get(object);
    return one == null ? 0 : one.score;
  }

  Map<Long, Portrait> now() {
    lock.lock();
    try {
      return Map.copyOf(all);
    } finally {
      lock.unlock();
    }
  }

  /// The object that is the surest of those that have a picture.
  OptionalLong surest() {
    return now().entrySet().stream()
        .sorted(Map.Entry.comparingByKey()) // of equals the first
        .max(Comparator.comparingDouble(one -> one.getValue().score))
        .map(one -> OptionalLong.of(one.getKey()))
        .orElse(OptionalLong.empty());
  }

  Set<Long> objects() {
    return now().keySet();
  }
}
