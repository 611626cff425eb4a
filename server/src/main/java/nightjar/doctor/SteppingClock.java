package nightjar.doctor;

import java.time.Duration;
import java.time.Instant;
import nightjar.base.Clock;

/// A clock that passes only by being slept on: a scene drawn by it moves as it should, at once.
final class SteppingClock implements Clock {
  private final Instant start = Instant.now();
  private long ticks = 1;

  @Override
  public Instant wall() {
    return start.plusNanos(ticks);
  }

  @Override
  public long ticks() {
    return ticks;
  }

  @Override
  public void sleep(Duration howLong) {
    ticks += howLong.toNanos();
  }
}
