package nightjar.record;

import java.util.concurrent.atomic.AtomicLong;

/// What one rendition's recording did so far.
public final class RecordCounts {
  public final AtomicLong files = new AtomicLong();
  public final AtomicLong bytes = new AtomicLong();

  /// Of media.
  public final AtomicLong micros = new AtomicLong();

  /// Pictures that should have been recorded.
  public final AtomicLong lost = new AtomicLong();

  public final AtomicLong syncs = new AtomicLong();

  /// Time the disk took to sync.
  public final AtomicLong syncNanos = new AtomicLong();

  public final AtomicLong failures = new AtomicLong();
}
