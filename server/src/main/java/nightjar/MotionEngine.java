package nightjar;

import nightjar.event.Judge;
import nightjar.http.MotionDesk;
import nightjar.motion.MotionConfig;

/// What looks at one camera's pictures, as far as settings and the web are concerned. Any thread.
interface MotionEngine {
  /// As in [MotionDesk.Stand].
  String state();

  String guard();

  MotionDesk.Source source();

  MotionDesk.Cost cost();

  MotionDesk.Saved saved();

  MotionDesk.Now now();

  /// In force from the next picture on.
  void set(MotionConfig config);

  /// In force from the next picture on.
  ///
  /// @param part of the rate that is set
  void spare(double part);

  /// A new one, for a replay.
  Judge judge(MotionConfig config);
}
