package nightjar.camera;

import java.nio.file.Path;
import java.util.Optional;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;

/// Which source a camera has.
public sealed interface SourceConfig {
  /// A generated scene.
  ///
  /// @param seed of the generated scene
  record Demo(PictureFormat format, long seed) implements SourceConfig {
    /// What one is shown who asks for nothing else.
    public static final Demo STANDARD = of(1280, 720);

    public static final int LEAST_WIDTH = 160;
    public static final int LEAST_HEIGHT = 120;
    public static final int MOST_WIDTH = 3840;
    public static final int MOST_HEIGHT = 2160;

    public static Demo of(int width, int height) {
      return new Demo(new PictureFormat(width, height, 15, Colour.SYCC), 1);
    }
  }

  /// The Raspberry Pi's own camera.
  record Rpicam(RpicamOptions options) implements SourceConfig {}

  /// A webcam.
  record V4l2(V4l2Options options) implements SourceConfig {}

  /// A network camera.
  record Rtsp(RtspOptions options) implements SourceConfig {}

  /// A video file, over and over.
  record VideoFile(Path file) implements SourceConfig {}

  /// Whether it is a [CodedSource] that this opens.
  default boolean isCoded() {
    return switch (this) {
      case Demo _, VideoFile _ -> false;
      case Rpicam(var options) -> options.coding().isPresent();
      case V4l2(var options) -> options.format() == V4l2Options.Format.H264;
      case Rtsp _ -> true;
    };
  }

  /// The same camera's smaller stream, where it has one.
  default Optional<SourceConfig> sub() {
    return switch (this) {
      case Rtsp(var options) when options.sub().isPresent() ->
          Optional.of(new Rtsp(options.ofSub()));
      case Demo _, Rpicam _, V4l2 _, Rtsp _, VideoFile _ -> Optional.empty();
    };
  }
}
