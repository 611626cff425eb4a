package nightjar.camera;

/// Maps a source's own time stamps to the monotonic clock.
///
/// A source says exactly how far pictures are apart and not when they were taken; their arrival
/// says when, and trembles. So the least delayed arrival counts, and later ones only as far as two
/// clocks drift apart: a leaky minimum. Where both disagree by more than a network ever delays, the
/// source has begun anew.
public final class SourceClock {
  private static final long DRIFT = 5_000; // one in so many: 200 ppm, four times a bad crystal's
  private static final long JUMP = 2_000_000_000; // nanoseconds

  private boolean started;
  private long offset; // ticks minus source time
  private long lastArrival;
  private long last;

  /// @param stamp of the source, in nanoseconds from any start
  /// @param arrival ticks at which the picture came
  /// @return ticks at which it was taken: no later than it came, and later than the one before
  public long ticks(long stamp, long arrival) {
    long apart = arrival - stamp;
    long leaked = offset + Math.max(0, arrival - lastArrival) / DRIFT;
    offset = !started || Math.abs(apart - offset) > JUMP ? apart : Math.min(apart, leaked);
    lastArrival = arrival;
    long taken = stamp + offset;
    last = started ? Math.max(taken, last + 1) : taken;
    started = true;
    return last;
  }
}
