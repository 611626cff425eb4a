package nightjar.camera;

import java.nio.file.Path;
import nightjar.media.PictureFormat;

/// Which source a camera has.
public sealed interface SourceConfig {
  /// A generated scene.
  ///
  /// @param seed of the generated scene
  record Demo(PictureFormat format, long seed) implements SourceConfig {}

  /// The Raspberry Pi's own camera.
  record Rpicam(RpicamOptions options) implements SourceConfig {}

  /// A video file, over and over.
  record VideoFile(Path file) implements SourceConfig {}
}
