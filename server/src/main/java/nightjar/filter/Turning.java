package nightjar.filter;

import java.lang.foreign.MemorySegment;
import nightjar.media.PictureFormat;

/// Moves every sample of a picture to where it is seen.
@FunctionalInterface
interface Turning {
  /// @param to the same as `from`, except for quarter turns
  void turn(MemorySegment from, MemorySegment to);

  static Turning of(Turn turn, boolean mirror, PictureFormat before) {
    var reversal = new Reversal(Plane.of(before));
    return switch (turn) {
      case NONE -> mirror ? (_, picture) -> reversal.mirror(picture) : (_, _) -> {};
      case HALF ->
          mirror
              ? (_, picture) -> reversal.upsideDown(picture)
              : (_, picture) -> reversal.half(picture);
      case RIGHT, LEFT -> new QuarterTurn(Plane.of(before), turn, mirror);
    };
  }
}
