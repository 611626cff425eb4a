package nightjar.record;

import java.time.Duration;
import java.time.Instant;
import nightjar.base.Clock;

/// Time that passes when told to, and remembers nothing.
final class SoakClock implements Clock {
  private static final long START = 1_800_000_000; // seconds since 1970

  private volatile long now;

  @Override
  public Instant wall() {
    return Instant.ofEpochSecond(START, now);
  }

  @Override
  public long ticks() {
    return now;
  }

  @Override
  public void sleep(Duration howLong) {
    at(now + howLong.toNanos());
  }

  void at(long ticks) {
    now = ticks;
  }
}
