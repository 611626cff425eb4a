package nightjar.motion;

/// Tells a change of the whole light from motion: a lamp, the infrared filter, a camera's exposure
/// jumping. While it settles nothing can be said, and the background is taken anew.
///
/// Something that moves comes from somewhere and takes its time; light is everywhere at once.
final class Light {
  private static final long SETTLES = 700_000_000; // nanoseconds
  private static final float MUCH = 0.30f; // of the picture over the threshold
  private static final float LITTLE = 0.12f; // of the picture before
  private static final float SOME = 0.08f;
  private static final float HARDLY_ANY = 0.04f;
  private static final float CHANGE = 0.04f; // of the brightness
  private static final float JUMP = 0.25f;
  private static final float JUMP_LEVELS = 5;

  private long until = Long.MIN_VALUE;
  private float before;

  /// @param strong part of the picture over the threshold
  /// @param change of the light, as part of the brightness
  /// @param levels the same in levels
  /// @return whether the light is changing
  boolean changes(float strong, float change, float levels, long ticks) {
    boolean everywhere = strong > MUCH && before < LITTLE;
    boolean partly = change > CHANGE && strong > SOME && before < HARDLY_ANY;
    boolean jumped = change > JUMP && levels > JUMP_LEVELS;
    if (everywhere || partly || jumped) {
      until = ticks + SETTLES;
    }
    boolean changing = ticks < until;
    before = changing ? 0 : strong;
    return changing;
  }
}
