package nightjar.encode;

import java.time.Duration;
import nightjar.media.PictureFormat;

/// How many pictures of a quiet scene are held back, should it turn out that something began in
/// them. They are memory of the camera's pool, held and not copied: what is held it makes anew, and
/// keeps for as long as the camera is open.
///
/// @param most time from the oldest of them to the newest
/// @param bytes that they have together
public record Hindsight(Duration most, long bytes) {
  public static final Hindsight NONE = new Hindsight(Duration.ZERO, 0);

  /// At 15 a second and 1280x720 10 pictures, 14 MB of about 100 that the program has on a small
  /// board; at 1920x1080 bytes are the bound, and 4 pictures.
  public static final Hindsight STANDARD = new Hindsight(Duration.ofMillis(600), 14_000_000);

  public Hindsight {
    if (most.isNegative() || most.compareTo(QuietSettings.RAREST) > 0) {
      throw new IllegalArgumentException("most must be 0 to 2 s: " + most);
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative: " + bytes);
    }
  }

  /// Pictures of a format that are held at most, the one with which it wakes included.
  int pictures(PictureFormat format) {
    double inTime = most.toNanos() / 1e9 * format.fps() + 1;
    return (int) Math.min(inTime, (double) bytes / format.bytes());
  }
}
