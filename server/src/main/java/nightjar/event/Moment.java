package nightjar.event;

import java.util.List;
import java.util.Locale;

/// What one picture looked at says of motion.
///
/// @param ticks when it was taken, in nanoseconds that only grow
/// @param at the same in microseconds since 1970
/// @param score peak, in multiples of the threshold
/// @param area share of the picture in motion, 0 to 1
/// @param noise of the picture, in levels of 255
/// @param gain of its brightness over the background's
/// @param blobs that are followed now
public record Moment(
    long ticks,
    long at,
    State state,
    Guard guard,
    double score,
    double area,
    double noise,
    double gain,
    List<Blob> blobs) {
  /// How the scene is.
  public enum State {
    /// The background is not known yet.
    LEARNING,
    QUIET,
    /// Something is on the move, and may be nothing.
    STIRRING,
    MOVING,
    /// What came stands still.
    STILL;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }

  /// What keeps a change from being taken for motion.
  public enum Guard {
    NONE,
    LEARNING,
    GAIN,
    LIGHT;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }

  /// Something that is followed. Its box is in parts of the picture, 0 to 1.
  ///
  /// @param first ticks of the picture that had it first
  /// @param counts it is sure to be motion
  /// @param still it stands
  /// @param score its peak, in multiples of the threshold
  /// @param zones names of those that it is in
  public record Blob(
      long id,
      double x,
      double y,
      double width,
      double height,
      long first,
      boolean counts,
      boolean still,
      double score,
      List<String> zones) {
    public Blob {
      zones = List.copyOf(zones);
    }
  }

  public Moment {
    blobs = List.copyOf(blobs);
  }
}
