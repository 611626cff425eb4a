package nightjar.encode;

import java.util.concurrent.atomic.AtomicLong;

/// Estimates what pictures left out would have cost: what pictures of the same scene did when they
/// were last encoded at full rate while nothing stirred. Before there were any, nothing is claimed.
final class Savings {
  private static final int ENOUGH = 256; // pictures; older ones count for less and less

  private final long since;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();
  // The encoding thread's own.
  private long stillPictures;
  private long stillBytes;
  private long stillNanos;

  /// @param since wall time in microseconds since 1970
  Savings(long since) {
    this.since = since;
  }

  /// A picture was encoded at full rate in which nothing stirred.
  void still(long size, long took) {
    if (stillPictures == ENOUGH) {
      stillPictures /= 2;
      stillBytes /= 2;
      stillNanos /= 2;
    }
    stillPictures++;
    stillBytes += size;
    stillNanos += took;
  }

  void leftOut(int pictures) {
    leftOut.addAndGet(pictures);
    if (stillPictures > 0) {
      bytes.addAndGet(stillBytes / stillPictures * pictures);
      nanos.addAndGet(stillNanos / stillPictures * pictures);
    }
  }

  /// Pictures left out so far.
  long pictures() {
    return leftOut.get();
  }

  Saved saved() {
    return new Saved(bytes.get(), nanos.get() / 1e9, since);
  }
}
