package nightjar.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Processor time of the calling thread, by clock_gettime(2).
public final class ThreadCpu {
  private static final int CLOCK_THREAD_CPUTIME_ID = 3;
  private static final long SECOND = 1_000_000_000;

  private final MemorySegment time = Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES);

  /// Nanoseconds since the thread began.
  public long nanos() {
    if (Libc.CLOCK_GETTIME.call(CLOCK_THREAD_CPUTIME_ID, time.address()) != 0) {
      throw new IllegalStateException("this kernel does not count the time of threads");
    }
    return time.get(JAVA_LONG, 0) * SECOND + time.get(JAVA_LONG, Long.BYTES);
  }
}
