package nightjar.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FfmpegTest {
  /// What a board without libva does to one library and not to another.
  @Test
  void aLibraryThatDoesNotLoadIsTheWorldsFailure() {
    var said =
        assertThrows(
            IOException.class,
            () ->
                Ffmpeg.load(
                    () -> {
                      throw new UnsatisfiedLinkError("libva-drm.so.2: cannot open");
                    }));
    assertEquals(
        "the FFmpeg libraries do not load: libva-drm.so.2: cannot open", said.getMessage());
  }
}
