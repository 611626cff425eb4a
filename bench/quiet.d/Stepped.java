import java.time.Duration;
import java.time.Instant;
import nightjar.base.Clock;

/// Stands still but for sleeping.
final class Stepped implements Clock {
  private volatile long now = 1_000_000_000;

  @Override
  public Instant wall() {
    return Instant.ofEpochSecond(1_795_000_000, now);
  }

  @Override
  public long ticks() {
    return now;
  }

  @Override
  public void sleep(Duration howLong) {
    now += howLong.toNanos();
  }
}
