package nightjar.encode;

/// How much an encoder may give at once: a bucket that each coded picture fills with its bits, and
/// that empties at a little more than the rate asked for. While it is too full, pictures are left
/// out.
///
/// So at most [#LEAKS] times the rate comes in any time, plus [#HOLDS] of the rate, plus the one
/// picture that fills it further: nobody knows a picture's size before it is coded. One thread
/// only.
final class Burst {
  /// Times the rate asked for: an encoder that is a little above it leaves nothing out.
  static final double LEAKS = 1.1;

  /// Seconds of the rate that the bucket may hold and yet take a picture. An IDR of a busy scene is
  /// about that much.
  static final double HOLDS = 0.75;

  private double level; // bits
  private long last = Long.MIN_VALUE; // ticks; the least before the first

  /// @param ticks of the picture
  /// @return whether there is room for a picture
  boolean takes(long ticks, int bitrate) {
    if (last != Long.MIN_VALUE && ticks > last) {
      level = Math.max(0, level - (ticks - last) / 1e9 * LEAKS * bitrate);
    }
    last = Math.max(last, ticks);
    return level <= HOLDS * bitrate;
  }

  /// What the picture last taken has become.
  void add(long bytes) {
    level += bytes * 8.0;
  }
}
