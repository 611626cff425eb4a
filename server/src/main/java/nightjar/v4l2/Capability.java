package nightjar.v4l2;

import static nightjar.v4l2.Videodev2.V4L2_CAP_STREAMING;
import static nightjar.v4l2.Videodev2.V4L2_CAP_VIDEO_CAPTURE;
import static nightjar.v4l2.Videodev2.V4L2_CAP_VIDEO_CAPTURE_MPLANE;
import static nightjar.v4l2.Videodev2.V4L2_CAP_VIDEO_M2M;
import static nightjar.v4l2.Videodev2.V4L2_CAP_VIDEO_M2M_MPLANE;
import static nightjar.v4l2.Videodev2.V4L2_CAP_VIDEO_OUTPUT;
import static nightjar.v4l2.Videodev2.V4L2_CAP_VIDEO_OUTPUT_MPLANE;

import java.util.Optional;

/// What a device says it is.
///
/// @param driver such as `uvcvideo`
/// @param card such as `HD Pro Webcam C920`
/// @param bus where it is plugged in, such as `usb-0000:00:14.0-1`
/// @param flags V4L2_CAP_*, of this device rather than of all that share its hardware
public record Capability(String driver, String card, String bus, int flags) {
  /// The queue pictures are captured from; empty for what is no camera.
  public Optional<BufferType> capture() {
    return has(V4L2_CAP_STREAMING)
        ? either(
            V4L2_CAP_VIDEO_CAPTURE,
            BufferType.CAPTURE,
            V4L2_CAP_VIDEO_CAPTURE_MPLANE,
            BufferType.CAPTURE_MULTI)
        : Optional.empty();
  }

  /// The queue pictures are shown through; empty for what shows none.
  public Optional<BufferType> output() {
    return has(V4L2_CAP_STREAMING)
        ? either(
            V4L2_CAP_VIDEO_OUTPUT,
            BufferType.OUTPUT,
            V4L2_CAP_VIDEO_OUTPUT_MPLANE,
            BufferType.OUTPUT_MULTI)
        : Optional.empty();
  }

  /// Whether what goes in comes out as something else: an encoder, a decoder, a scaler.
  public boolean memoryToMemory() {
    return has(V4L2_CAP_VIDEO_M2M) || multiplanarMemoryToMemory();
  }

  public boolean multiplanarMemoryToMemory() {
    return has(V4L2_CAP_STREAMING) && has(V4L2_CAP_VIDEO_M2M_MPLANE);
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  private Optional<BufferType> either(int single, BufferType one, int multi, BufferType other) {
    return has(single) ? Optional.of(one) : has(multi) ? Optional.of(other) : Optional.empty();
  }
}
