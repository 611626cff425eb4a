package nightjar;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.Clock;

/// The system's time, and as much later as it is told to be.
final class ShiftedClock implements Clock {
  private final AtomicLong later = new AtomicLong(); // nanoseconds

  void pass(Duration time) {
    later.addAndGet(time.toNanos());
  }

  @Override
  public Instant wall() {
    return SYSTEM.wall().plusNanos(later.get());
  }

  @Override
  public long ticks() {
    return SYSTEM.ticks() + later.get();
  }

  @Override
  public void sleep(Duration howLong) throws InterruptedException {
    SYSTEM.sleep(howLong);
  }
}
