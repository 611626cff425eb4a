package nightjar.live;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.Clock;

/// Stands still until told to go on.
final class FakeClock implements Clock {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private final AtomicLong nanos = new AtomicLong(1);

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public Instant wall() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public long ticks() {
    return nanos.get();
  }

  @Override
  public void sleep(Duration howLong) {
    pass(howLong);
  }
}
