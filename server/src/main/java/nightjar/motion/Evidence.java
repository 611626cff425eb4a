package nightjar.motion;

/// What a track did so far, and whether that is motion that counts. Lengths are in blocks.
///
/// Light, noise and rain come without going anywhere; leaves go to and fro over the same ground.
/// What people look for moves with both of its ends, or grows steadily, and keeps reaching new
/// ground.
///
/// @param shiftX how far both its ends went the same way, across; `shiftY` likewise
/// @param outward how far its ends went away from its middle, added up
/// @param growth of its outline's area, as a factor
/// @param travel of its centre, as the crow flies
/// @param way of its centre, as it went
/// @param freshLooks pictures in which it reached new ground
/// @param hits pictures in which it was seen
/// @param looks pictures since it was first seen
/// @param steady part of it that has been there for a second
/// @param sharp how steeply it ends: 1 where all of the difference to the background is gone from
///   one block to the next, near 0 for a shadow that fades
/// @param age nanoseconds since it was first seen
record Evidence(
    float shiftX,
    float shiftY,
    float width,
    float height,
    float outward,
    float growth,
    float travel,
    float way,
    int freshLooks,
    int hits,
    int looks,
    float steady,
    float sharp,
    long age) {
  static final long SWAYS_AFTER = 2_000_000_000; // nanoseconds without new ground
  static final float STANDS = 0.35f; // steady part of what stands

  private static final float OWN_SIZE = 0.25f; // of it, that a shift must be
  private static final float STRAIGHT = 0.4f; // travel over way
  private static final float VERY_STRAIGHT = 0.85f;
  private static final float SEEN = 0.7f; // hits over looks
  private static final float WELL_SEEN = 0.9f;
  private static final int SOME_NEW_GROUND = 3; // pictures
  private static final int MORE_NEW_GROUND = 4;
  private static final int MUCH_NEW_GROUND = 6;
  private static final float GROWN = 1.6f;
  private static final long GROWING = 1_000_000_000; // nanoseconds
  private static final float SHARP = 0.4f;
  private static final long YOUNG = 500_000_000; // nanoseconds, while the background is learned
  private static final int YOUNG_NEW_GROUND = 5;

  /// @param need blocks that it must go
  /// @param least nanoseconds that it must last
  /// @param learning the background is not known well yet: only what is beyond doubt counts
  boolean counts(float need, long least, boolean learning) {
    if (sharp < SHARP) {
      return false;
    }
    if (learning) {
      return goes(need, least)
          && travel >= VERY_STRAIGHT * way
          && freshLooks >= YOUNG_NEW_GROUND
          && age >= YOUNG;
    }
    return goes(need, least) || grows(need);
  }

  private boolean goes(float need, long least) {
    boolean shifted =
        shiftX >= Math.max(need, OWN_SIZE * width) || shiftY >= Math.max(need, OWN_SIZE * height);
    boolean ran =
        travel >= 2 * need && travel >= VERY_STRAIGHT * way && freshLooks >= MORE_NEW_GROUND;
    return (shifted || ran)
        && travel >= STRAIGHT * way
        && age >= least
        && hits >= SEEN * looks
        && freshLooks >= SOME_NEW_GROUND;
  }

  /// Comes straight at the camera.
  private boolean grows(float need) {
    return outward >= 2 * need
        && growth > GROWN
        && freshLooks >= MUCH_NEW_GROUND
        && steady >= STANDS
        && age > GROWING
        && hits >= WELL_SEEN * looks;
  }
}
