package nightjar.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import nightjar.event.Replayed;
import nightjar.motion.MotionConfig;

/// What can be seen and set of one camera's motion. Any thread. Times are microseconds since 1970.
public interface MotionDesk {
  /// How it stands.
  ///
  /// @param from where the settings come from: `standard`, `file` or `page`
  /// @param state `off`, `learning`, `quiet`, `stirring`, `moving`, `still` or `waiting`
  /// @param guard `none`, `learning`, `gain` or `light`
  record Stand(
      MotionConfig settings,
      String from,
      String state,
      String guard,
      Source source,
      Cost cost,
      Saved saved) {}

  /// What is looked at.
  ///
  /// @param kind `raw`, `idr` or `decoder`
  /// @param words for people, with what it costs
  record Source(String kind, String words) {}

  /// @param fps pictures looked at a second, measured
  /// @param milliseconds each takes
  record Cost(double fps, double milliseconds) {}

  /// What is not done while nothing moves.
  record Saved(long bytes, double cpuSeconds, long since) {}

  /// The newest picture looked at; nothing has columns before there was one.
  ///
  /// @param noise levels of 255
  /// @param scores a byte for each block, 64 is the threshold
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Now(
      long at,
      String state,
      String guard,
      double noise,
      double gain,
      int columns,
      int rows,
      byte[] scores,
      List<Box> boxes) {}

  /// Something that is followed, in parts of the picture.
  record Box(
      long id, double x, double y, double width, double height, boolean counts, boolean still) {}

  Stand stand();

  /// @throws IOException it cannot be written down, and has not happened
  Stand set(MotionConfig settings) throws IOException;

  /// Back to what the settings file says.
  ///
  /// @throws IOException it cannot be written down, and has not happened
  Stand reset() throws IOException;

  Now now();

  /// Which events there would have been. Empty while another replay runs.
  ///
  /// @throws IOException the disk fails
  Optional<Replayed> replay(long from, long to, MotionConfig settings) throws IOException;
}
