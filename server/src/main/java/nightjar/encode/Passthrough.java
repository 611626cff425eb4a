package nightjar.encode;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import nightjar.media.AccessUnit;

/// One rendition of a camera that codes by itself: its pictures, passed on untouched.
///
/// Runs on the camera's thread, and never waits.
public final class Passthrough {
  private static final Duration NO_IDR_FOR = Duration.ofSeconds(20); // longer than any sensible GOP
  private static final System.Logger log = System.getLogger(Passthrough.class.getName());

  private final String name;
  private final Publisher out;
  private final MediaClock mediaClock;
  private final Counts counts = new Counts();
  private final BitRate bitRate = new BitRate();
  private long lastOfUse = Long.MIN_VALUE; // ticks; the least before the first
  private volatile Optional<String> problem = Optional.empty();

  /// @param epoch the tick at which media time is 0
  public Passthrough(String name, Publisher out, long epoch) {
    this.name = name;
    this.out = out;
    this.mediaClock = new MediaClock(epoch);
  }

  /// @param annexB valid during the call
  /// @param fps used until it shows how far pictures are apart: many cameras do not say, or lie
  /// @param captured wall time in microseconds since 1970
  public void pass(MemorySegment annexB, boolean idr, long ticks, long captured, double fps) {
    lastOfUse = lastOfUse == Long.MIN_VALUE ? ticks : lastOfUse;
    try {
      var pts = mediaClock.at(ticks);
      int duration = mediaClock.lastInterval().orElse(MediaClock.duration(fps));
      if (out.publish(new AccessUnit(annexB, idr, pts, captured, duration))) {
        counts.encoded.incrementAndGet();
        counts.bytes.addAndGet(annexB.byteSize());
        bitRate.add(ticks, annexB.byteSize());
        lastOfUse = ticks;
        problem = Optional.empty();
      } else if (ticks - lastOfUse > NO_IDR_FOR.toNanos()) {
        say(
            "the camera has sent no picture that decoding can start at for %d s (IDR): set it to send one each second or two"
                .formatted(NO_IDR_FOR.toSeconds()));
      }
    } catch (IOException e) { // this picture is nothing that can be shown; the next may be
      counts.failures.incrementAndGet();
      say(String.valueOf(e.getMessage()));
    }
  }

  private void say(String what) {
    var said = Optional.of(what);
    if (!said.equals(problem)) {
      log.log(WARNING, "{0}: {1}", name, what);
    }
    problem = said;
  }

  public void interrupt() {
    lastOfUse = Long.MIN_VALUE;
    out.interrupt();
  }

  /// Why nothing can be shown at the moment; empty when all is well.
  public Optional<String> problem() {
    return problem;
  }

  /// Bits a second lately seen; 0 when there were none for too short a time to say.
  public int bitRate() {
    return bitRate.bitsPerSecond();
  }

  public Counts counts() {
    return counts;
  }
}
