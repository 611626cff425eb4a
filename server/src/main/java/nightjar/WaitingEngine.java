package nightjar;

import java.util.List;
import nightjar.event.Judge;
import nightjar.event.Moment;
import nightjar.http.MotionDesk;
import nightjar.motion.MotionConfig;

/// Looks at nothing: of a camera whose pictures nobody looks at yet.
final class WaitingEngine implements MotionEngine {
  @Override
  public String state() {
    return "waiting";
  }

  @Override
  public String guard() {
    return "none";
  }

  @Override
  public MotionDesk.Source source() {
    return new MotionDesk.Source("raw", "nothing is looked at yet");
  }

  @Override
  public MotionDesk.Cost cost() {
    return new MotionDesk.Cost(0, 0);
  }

  @Override
  public MotionDesk.Saved saved() {
    return new MotionDesk.Saved(0, 0, 0);
  }

  @Override
  public MotionDesk.Now now() {
    return new MotionDesk.Now(0, state(), guard(), 0, 1, 0, 0, new byte[0], List.of());
  }

  @Override
  public void set(MotionConfig config) {}

  @Override
  public void spare(double part) {}

  @Override
  public Judge judge(MotionConfig config) {
    return new Judge() {
      @Override
      public void begin(int columns, int rows, int[][] known, long ticks) {}

      @Override
      public Moment look(int[] blocks, long ticks, long at) {
        return new Moment(ticks, at, Moment.State.QUIET, Moment.Guard.NONE, 0, 0, 0, 1, List.of());
      }
    };
  }
}
