package nightjar.encode;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import nightjar.media.AccessUnit;

/// One rendition of a camera that codes by itself: its pictures, passed on untouched.
///
/// Runs on the camera's thread, and never waits.
public final class Passthrough {
  private static final System.Logger log = System.getLogger(Passthrough.class.getName());

  private final String name;
  private final Publisher out;
  private final MediaClock mediaClock;
  private final Counts counts = new Counts();
  private volatile Optional<String> problem = Optional.empty();

  /// @param epoch the tick at which media time is 0
  public Passthrough(String name, Publisher out, long epoch) {
    this.name = name;
    this.out = out;
    this.mediaClock = new MediaClock(epoch);
  }

  /// @param annexB valid during the call
  /// @param captured wall time in microseconds since 1970
  public void pass(MemorySegment annexB, boolean idr, long ticks, long captured, double fps) {
    try {
      var pts = mediaClock.at(ticks);
      out.publish(new AccessUnit(annexB, idr, pts, captured, MediaClock.duration(fps)));
      counts.encoded.incrementAndGet();
      counts.bytes.addAndGet(annexB.byteSize());
      problem = Optional.empty();
    } catch (IOException e) { // this picture is nothing that can be shown; the next may be
      counts.failures.incrementAndGet();
      var said = Optional.of(String.valueOf(e.getMessage()));
      if (!said.equals(problem)) {
        log.log(WARNING, "{0}: {1}", name, e.getMessage());
      }
      problem = said;
    }
  }

  public void interrupt() {
    out.interrupt();
  }

  /// Why nothing can be shown at the moment; empty when all is well.
  public Optional<String> problem() {
    return problem;
  }

  public Counts counts() {
    return counts;
  }
}
