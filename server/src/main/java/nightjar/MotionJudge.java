package nightjar;

import nightjar.event.Judge;
import nightjar.event.Moment;
import nightjar.motion.Motion;
import nightjar.motion.MotionConfig;
import org.jspecify.annotations.Nullable;

/// The engine again, over what was kept.
final class MotionJudge implements Judge {
  private final MotionConfig config;
  private final Moments moments;
  private @Nullable Motion motion;

  MotionJudge(MotionConfig config) {
    this.config = config;
    this.moments = new Moments(config);
  }

  @Override
  public void begin(int columns, int rows, int[][] known, long ticks) {
    var fresh = Motion.ofBlocks(columns, rows, config);
    fresh.begin(known, ticks);
    motion = fresh;
  }

  @Override
  public Moment look(int[] blocks, long ticks, long at) {
    if (motion == null) {
      throw new IllegalStateException("nothing is known of the scene yet");
    }
    return moments.of(motion.look(blocks, ticks), at);
  }
}
