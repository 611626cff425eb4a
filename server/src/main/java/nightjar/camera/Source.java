package nightjar.camera;

import java.io.IOException;
import java.time.Duration;
import nightjar.media.PictureFormat;

/// Something opened that pictures come from, at its own pace. One thread only.
///
/// None waits for ever: one that gives nothing for as long as [#FIRST_WITHIN] or [#NEXT_WITHIN]
/// says so with an IOException, and waiting ends within a quarter of a second of an interruption.
public sealed interface Source extends AutoCloseable permits PictureSource, CodedSource {
  /// Sensors wake up, and networks are asked.
  Duration FIRST_WITHIN = Duration.ofSeconds(10);

  Duration NEXT_WITHIN = Duration.ofSeconds(3);

  PictureFormat format();

  /// Pictures the source itself knows to have lost since it was opened.
  default long missed() {
    return 0;
  }

  @Override
  void close() throws IOException;

  @FunctionalInterface
  interface Opener {
    /// @throws IOException it cannot be opened, and why
    Source open() throws IOException, InterruptedException;
  }
}
