package nightjar.camera.ffmpeg;

import java.io.IOException;
import java.util.Locale;

/// A camera codes its pictures in a way that is not passed on.
final class OtherCodecException extends IOException {
  private static final long serialVersionUID = 1;

  /// @param codec by FFmpeg's name
  OtherCodecException(String address, String codec) {
    super(
        "%s sends %s, which not every browser plays: set the camera to H.264, or give the address of a sub stream that is H.264"
            .formatted(address, name(codec)));
  }

  private static String name(String codec) {
    return codec.equals("hevc") ? "H.265" : codec.toUpperCase(Locale.ROOT);
  }
}
