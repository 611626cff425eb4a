package nightjar.encode;

import java.time.Duration;
import java.util.OptionalInt;
import nightjar.media.MediaTime;
import nightjar.media.Timescale;

/// Media time of a rendition's pictures: since the server started, and always growing.
final class MediaClock {
  private static final int SHORTEST = Timescale.VIDEO.hz() / 60;
  private static final int LONGEST = Timescale.VIDEO.hz();

  private final long epoch;
  private long last = Long.MIN_VALUE;
  private long before = Long.MIN_VALUE;

  /// @param epoch the tick at which media time is 0
  MediaClock(long epoch) {
    this.epoch = epoch;
  }

  MediaTime at(long ticks) {
    long pts = MediaTime.ofNanos(ticks - epoch, Timescale.VIDEO).ticks();
    before = last;
    last = Math.max(pts, last + 1);
    return MediaTime.video(last);
  }

  /// Between the last two pictures, in ticks of media time: what is expected of the next.
  OptionalInt lastInterval() {
    return before == Long.MIN_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(Math.clamp(last - before, SHORTEST, LONGEST));
  }

  /// How long a picture is expected to last, in ticks of media time.
  static int duration(double fps) {
    return (int) Math.round(Timescale.VIDEO.hz() / fps);
  }

  static int duration(Duration lasting) {
    return (int) MediaTime.ofNanos(lasting.toNanos(), Timescale.VIDEO).ticks();
  }
}
