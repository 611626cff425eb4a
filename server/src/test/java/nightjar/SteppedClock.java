package nightjar;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import nightjar.base.Clock;

/// The system's time, but who sleeps is woken by hand.
final class SteppedClock implements Clock {
  private final Semaphore steps = new Semaphore(0);

  void step() {
    steps.release();
  }

  @Override
  public Instant wall() {
    return SYSTEM.wall();
  }

  @Override
  public long ticks() {
    return SYSTEM.ticks();
  }

  @Override
  public void sleep(Duration howLong) throws InterruptedException {
    steps.acquire();
  }
}
