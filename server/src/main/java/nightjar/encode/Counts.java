package nightjar.encode;

import java.util.concurrent.atomic.AtomicLong;

/// What a rendition has done since the start.
public final class Counts {
  public final AtomicLong encoded = new AtomicLong();
  public final AtomicLong bytes = new AtomicLong();
  public final AtomicLong nanos = new AtomicLong();
  public final AtomicLong dropped = new AtomicLong();

  /// Left out so that bits stay within their bound.
  public final AtomicLong skipped = new AtomicLong();

  public final AtomicLong failures = new AtomicLong();
}
