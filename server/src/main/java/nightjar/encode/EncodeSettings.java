package nightjar.encode;

import java.time.Duration;

/// What is asked of an encoder.
///
/// @param bitrate bits a second aimed at; JPEG takes the quality that usually yields it
/// @param fps pictures a second at most; more are left out
/// @param gop media time from one IDR to the next
public record EncodeSettings(int bitrate, double fps, Duration gop) {
  public static final int LEAST_BITRATE = 50_000;

  public EncodeSettings {
    if (bitrate < LEAST_BITRATE || bitrate > 50_000_000) {
      throw new IllegalArgumentException("bitrate must be 50000 to 50000000: " + bitrate);
    }
    if (!(fps > 0 && fps <= 60)) {
      throw new IllegalArgumentException("fps must be above 0 and at most 60: " + fps);
    }
    if (gop.compareTo(Duration.ofMillis(200)) < 0 || gop.compareTo(Duration.ofSeconds(20)) > 0) {
      throw new IllegalArgumentException("gop must be 200 ms to 20 s: " + gop);
    }
  }

  /// The same for a source that delivers no more than `most` pictures a second.
  public EncodeSettings atMost(double most) {
    return most < fps ? new EncodeSettings(bitrate, most, gop) : this;
  }

  /// Pictures from one IDR to the next.
  public int gopPictures() {
    return (int) Math.max(1, Math.round(fps * gop.toMillis() / 1000));
  }
}
