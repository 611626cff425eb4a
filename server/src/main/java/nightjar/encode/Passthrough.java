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
  private static final System.Logger log = System.getLogger(Passthrough.class.getName());

  private static final Duration IDR_WITHIN = Duration.ofSeconds(15);

  private final String name;
  private final Publisher out;
  private final MediaClock mediaClock;
  private final Counts counts = new Counts();
  private volatile Optional<String> problem = Optional.empty();
  private boolean hasBegun; // an IDR has come
  private long waitingSince; // for one, in ticks; 0 while not waiting

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
      look(idr, ticks);
    } catch (IOException e) { // this picture is nothing that can be shown; the next may be
      counts.failures.incrementAndGet();
      say(String.valueOf(e.getMessage()));
    }
  }

  private void look(boolean idr, long ticks) {
    if (idr) {
      hasBegun = true;
      problem = Optional.empty();
    } else if (waitingSince == 0) {
      waitingSince = ticks;
    } else if (!hasBegun && ticks - waitingSince > IDR_WITHIN.toNanos()) {
      say(
          "the camera sends no picture that decoding can start at: set its IDR interval, also called I-frame interval or GOP, to 2 s");
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
    hasBegun = false;
    waitingSince = 0;
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
