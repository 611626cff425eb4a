package nightjar.camera;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;

/// What is asked of a webcam, or anything else that Video4Linux2 knows as a camera.
///
/// @param device such as /dev/video0, or a name below /dev/v4l/by-id that stays
/// @param controls what is set at opening, by the device's own names: `white_balance_automatic`
public record V4l2Options(
    Path device, Format format, int width, int height, double fps, Map<String, Integer> controls) {
  /// How the pictures come over the wire.
  public enum Format {
    /// What costs least of those that give the size and rate asked for; never coded video.
    AUTO,
    MJPEG,
    YUYV,
    NV12,
    /// Coded by the camera itself.
    H264
  }

  public V4l2Options {
    var _ = new PictureFormat(width, height, fps, Colour.SYCC); // refuses what no picture can be
    controls = Collections.unmodifiableMap(new LinkedHashMap<>(controls));
  }
}
