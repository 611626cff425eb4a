package nightjar;

import nightjar.decode.Work;
import nightjar.http.MotionDesk;

/// How motion is looked for where a camera codes by itself: by decoding, or where that takes too
/// much of the processor, in key frames alone.
final class CodedLook {
  private static final double MOST = 0.3; // of a core, for looking
  private static final double SELDOM = 0.2; // pictures a second, for which IDRs are often enough
  private static final double OFTEN = 5; // pictures a second

  private final Work work;
  private volatile boolean tooDear;

  CodedLook(Work work) {
    this.work = work;
  }

  /// Pictures a second that looking for motion wants.
  ///
  /// @param fps set for this camera; 0 for none
  /// @param alone nobody else wants pictures decoded
  double wanted(double fps, boolean alone) {
    if (alone && work.figures().share() > MOST) {
      tooDear = true; // until the next start: going to and fro would cost as much
    }
    return fps == 0 ? 0 : tooDear ? SELDOM : Math.min(fps, OFTEN);
  }

  MotionDesk.Source source() {
    var done = work.figures();
    var apart = "one every %.1f s".formatted(done.idrsApart());
    if (done.perSecond() == 0) {
      return new MotionDesk.Source("decoder", "The camera's video, decoded; nothing has come yet.");
    }
    if (tooDear) {
      return new MotionDesk.Source(
          "idr",
          "Key frames alone, %s: decoding every picture took more than %.0f %% of a core. A shorter key frame interval in the camera, or a smaller sub stream, finds more."
              .formatted(apart, 100 * MOST));
    }
    if (done.onlyIdrs()) {
      return new MotionDesk.Source(
          "idr",
          "Key frames alone, %s, which is often enough: %.0f %% of a core."
              .formatted(apart, 100 * done.share()));
    }
    return new MotionDesk.Source(
        "decoder",
        "The camera's video, decoded: %.0f pictures a second, %.0f %% of a core."
            .formatted(done.perSecond(), 100 * done.share()));
  }
}
