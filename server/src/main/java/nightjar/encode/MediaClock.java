package nightjar.encode;

import nightjar.media.MediaTime;
import nightjar.media.Timescale;

/// Media time of a rendition's pictures: since the server started, and always growing.
final class MediaClock {
  private final long epoch;
  private long last = Long.MIN_VALUE;

  /// @param epoch the tick at which media time is 0
  MediaClock(long epoch) {
    this.epoch = epoch;
  }

  MediaTime at(long ticks) {
    long pts = MediaTime.ofNanos(ticks - epoch, Timescale.VIDEO).ticks();
    last = Math.max(pts, last + 1);
    return MediaTime.video(last);
  }

  /// How long a picture is expected to last, in ticks of media time.
  static int duration(double fps) {
    return (int) Math.round(Timescale.VIDEO.hz() / fps);
  }
}
