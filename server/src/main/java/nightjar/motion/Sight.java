package nightjar.motion;

import java.util.List;

/// What was found in one picture. There is one for each camera, filled anew by each look: whoever
/// needs something longer copies it.
public final class Sight {
  /// How the scene is.
  public enum State {
    /// The background is not known yet.
    LEARNING,
    /// Nothing.
    QUIET,
    /// Something differs that does not count, or not yet.
    STIRRING,
    /// Something moves that counts.
    MOVING,
    /// Something that counted is there and does not move.
    STILL
  }

  /// What keeps the engine from being sure.
  public enum Guard {
    NONE,
    /// The background is not known well yet: only what is beyond doubt counts.
    LEARNING,
    /// The light changes a little: more contrast is needed.
    GAIN,
    /// The light changed: nothing can be said until it settles.
    LIGHT
  }

  private final Grid grid;
  private final int[] blocks;
  private final byte[] scores;
  final List<Track> tracks;
  long ticks;
  State state = State.LEARNING;
  Guard guard = Guard.LEARNING;
  boolean inkling;
  float noise;
  float gain = 1;
  float area;
  float score;

  Sight(Grid grid, int[] blocks, byte[] scores, List<Track> tracks) {
    this.grid = grid;
    this.blocks = blocks;
    this.scores = scores;
    this.tracks = tracks;
  }

  /// Of the picture, in nanoseconds on the monotonic clock.
  public long ticks() {
    return ticks;
  }

  public State state() {
    return state;
  }

  /// Whether something stirs, or may be about to: full rate is the answer to doubt.
  public boolean stirs() {
    return state != State.QUIET || inkling;
  }

  public Guard guard() {
    return guard;
  }

  /// By how much blocks change where nothing happens, in levels.
  public float noise() {
    return noise;
  }

  /// Brightness over that of the background.
  public float gain() {
    return gain;
  }

  public int columns() {
    return grid.columns();
  }

  public int rows() {
    return grid.rows();
  }

  /// Their mean brightness, in sixteenths of a level. Read only.
  public int[] blocks() {
    return blocks;
  }

  /// By how much each differs from the background: 64 is the threshold, below 40 is written as 0.
  /// Read only.
  public byte[] scores() {
    return scores;
  }

  /// Part of the picture that is in motion that counts.
  public float area() {
    return area;
  }

  /// The highest score of what is followed, in thresholds.
  public float score() {
    return score;
  }

  /// Everything that is followed. Read only, and like all of this until the next look.
  public List<Track> tracks() {
    return tracks;
  }
}
