package nightjar.live;

import java.util.concurrent.atomic.AtomicLong;

/// What all viewers together were sent since the start.
public final class Totals {
  public final AtomicLong fragments = new AtomicLong();
  public final AtomicLong bytes = new AtomicLong();
  public final AtomicLong skipped = new AtomicLong();
}
