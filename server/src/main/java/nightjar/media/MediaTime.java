package nightjar.media;

import java.time.Duration;

/// A point on a track's own clock. Not wall time: cameras drift.
public record MediaTime(long ticks, Timescale scale) implements Comparable<MediaTime> {
  public static MediaTime video(long ticks) {
    return new MediaTime(ticks, Timescale.VIDEO);
  }

  /// Of a point so many nanoseconds after the track's start.
  public static MediaTime ofNanos(long nanos, Timescale scale) {
    return new MediaTime(
        Math.floorDiv(nanos, 1_000_000_000L) * scale.hz()
            + Math.floorMod(nanos, 1_000_000_000L) * scale.hz() / 1_000_000_000L,
        scale);
  }

  public Duration since(MediaTime earlier) {
    sameScale(earlier);
    return Duration.ofNanos(
        Math.multiplyExact(ticks - earlier.ticks, 1_000_000_000L / scale.hz())
            + (ticks - earlier.ticks) * (1_000_000_000L % scale.hz()) / scale.hz());
  }

  @Override
  public int compareTo(MediaTime other) {
    sameScale(other);
    return Long.compare(ticks, other.ticks);
  }

  private void sameScale(MediaTime other) {
    if (!scale.equals(other.scale)) {
      throw new IllegalArgumentException("cannot compare " + scale + " with " + other.scale);
    }
  }
}
