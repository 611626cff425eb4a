package nightjar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import nightjar.playback.Playback;
import nightjar.playback.TooMuchException;

/// Short pieces of footage, in memory.
record Clips(Playback playback) {
  private static final int LARGEST = 8 << 20; // bytes

  /// @return MP4; empty when there is none of that time, or too much
  Optional<byte[]> of(String camera, long from, long to) throws IOException {
    try {
      var video = playback.video(camera, Optional.empty(), from, to, OptionalLong.empty());
      if (video.isEmpty()) {
        return Optional.empty();
      }
      try (var reel = video.get().reel()) {
        if (reel.length() > LARGEST) {
          return Optional.empty();
        }
        var bytes = new byte[(int) reel.length()];
        reel.read(ByteBuffer.wrap(bytes), 0);
        return Optional.of(bytes);
      }
    } catch (TooMuchException _) {
      return Optional.empty();
    }
  }
}
