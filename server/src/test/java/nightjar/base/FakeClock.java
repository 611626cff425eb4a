package nightjar.base;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Time that passes only when told to, or when somebody sleeps.
public final class FakeClock implements Clock {
  private final List<Duration> sleeps = Collections.synchronizedList(new ArrayList<>());
  private volatile long now;
  private volatile Duration set = Duration.ZERO;

  @Override
  public Instant wall() {
    return Instant.ofEpochSecond(1_000_000_000).plusNanos(now).plus(set);
  }

  @Override
  public long ticks() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration howLong) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    sleeps.add(howLong);
    now += howLong.toNanos();
  }

  public synchronized void pass(Duration time) {
    now += time.toNanos();
  }

  /// Somebody sets the wall clock.
  public synchronized void step(Duration by) {
    set = set.plus(by);
  }

  /// Every sleep so far, in order.
  public List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }
}
