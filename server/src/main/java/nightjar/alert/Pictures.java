package nightjar.alert;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Pictures of alerts that are still being taken. Any thread.
final class Pictures {
  private final Map<Long, CountDownLatch> underWay = new ConcurrentHashMap<>();

  void begun(long alert) {
    underWay.put(alert, new CountDownLatch(1));
  }

  /// There is one, or there will be none.
  void ended(long alert) {
    var latch = underWay.remove(alert);
    if (latch != null) {
      latch.countDown();
    }
  }

  /// Until it is there, or will not be, or no longer.
  void await(long alert, Duration atMost) throws InterruptedException {
    var latch = underWay.get(alert);
    if (latch != null && !atMost.isZero()) {
      var _ = latch.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
