package nightjar.alert.mqtt;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.alert.House;
import nightjar.base.Clock;

/// Whose picture is to be taken: when something begins to move, again and again while it does, and
/// when somebody has not seen any yet. Each camera waits once.
final class Pictures {
  private final Clock clock;
  private final Duration every;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Set<String> wanted = new LinkedHashSet<>(); // guarded by lock, as are the two below
  private final Set<String> moving = new HashSet<>();
  private final Map<String, Long> taken = new HashMap<>(); // ticks

  Pictures(Clock clock, Duration every) {
    this.clock = clock;
    this.every = every;
  }

  /// Looks who moves.
  void look(House house) {
    var all = house.cameras();
    var now = all.stream().filter(camera -> house.eye(camera).motion()).toList();
    lock.lock();
    try {
      now.stream().filter(this::isDue).forEach(this::want);
      moving.clear();
      moving.addAll(now);
      some.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue(String camera) {
    var last = taken.get(camera);
    return !moving.contains(camera) || last == null || clock.ticks() - last >= every.toNanos();
  }

  private void want(String camera) {
    wanted.add(camera);
    taken.put(camera, clock.ticks());
  }

  /// Of all, whatever moves.
  void wantAll(List<String> cameras) {
    lock.lock();
    try {
      wanted.addAll(cameras);
      some.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there is one.
  String next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (wanted.isEmpty()) {
        some.await();
      }
      var camera = wanted.iterator().next();
      wanted.remove(camera);
      return camera;
    } finally {
      lock.unlock();
    }
  }
}
