package nightjar.camera;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// How late a camera's thread took pictures out of their source.
///
/// A source that cannot wait overwrites what is not read in time, after about five pictures.
/// Written by one thread, read by any.
final class ReaderStalls {
  private static final int TOO_LATE = 5; // pictures

  private final AtomicLong longest = new AtomicLong();
  private final AtomicLong count = new AtomicLong();

  /// @param late nanoseconds for which the source's next picture was kept waiting
  void add(long late, double fps) {
    longest.accumulateAndGet(late, Math::max);
    if (late > TOO_LATE * 1e9 / fps) {
      count.incrementAndGet();
    }
  }

  Duration longest() {
    return Duration.ofNanos(longest.get());
  }

  /// Of more than five pictures' time.
  long count() {
    return count.get();
  }
}
