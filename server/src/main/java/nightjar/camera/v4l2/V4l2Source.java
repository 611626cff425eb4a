package nightjar.camera.v4l2;

import java.io.IOException;
import nightjar.base.Clock;
import nightjar.camera.PictureSource;
import nightjar.camera.V4l2Options;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.v4l2.Device;
import nightjar.v4l2.ImageFormat;
import nightjar.v4l2.Videodev2;

/// Pictures of a webcam that gives them raw or as JPEG.
///
/// Each is converted out of the kernel's buffer once, and the buffer goes back at once: while the
/// kernel has none it drops what the camera sends.
public final class V4l2Source implements PictureSource {
  private static final int MOST_BROKEN = 100; // in a row

  private final Capture capture;
  private final ImageReader reader;
  private final PictureFormat format;

  /// @param devices [Device#KERNEL]
  /// @param clock its ticks on Linux's monotonic clock, as the system's are
  /// @throws IOException also when the camera does not give what is asked for, and what it offers
  public V4l2Source(V4l2Options options, Device.Opener devices, Clock clock) throws IOException {
    if (options.format() == V4l2Options.Format.H264) {
      throw new IllegalArgumentException("coded video is no source of pictures");
    }
    this.capture = new Capture(options, devices, clock);
    try {
      this.format =
          new PictureFormat(options.width(), options.height(), capture.fps(), Colour.SYCC);
      this.reader = reader(capture.image());
    } catch (IOException | IllegalArgumentException e) {
      capture.close();
      throw new IOException(capture.name() + ": " + e.getMessage(), e);
    }
  }

  private static ImageReader reader(ImageFormat image) throws IOException {
    if (image.fourcc() == Videodev2.V4L2_PIX_FMT_NV12) {
      return new Nv12(image);
    }
    if (image.fourcc() == Videodev2.V4L2_PIX_FMT_YUYV) {
      return new Yuyv(image);
    }
    return new Mjpeg(image.width(), image.height());
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public void read(Picture into) throws IOException, InterruptedException {
    for (int broken = 0; broken < MOST_BROKEN; broken++) {
      int index = capture.next();
      into.stamp(capture.ticks(), capture.captured());
      boolean whole =
          !capture.damaged()
              && reader.take(capture.memory(index), capture.offset(), capture.bytes(), into);
      capture.giveBack(index);
      if (whole && reader.finish(into)) {
        return;
      }
    }
    throw new IOException(
        "%s gave %d broken pictures in a row".formatted(capture.name(), MOST_BROKEN));
  }

  @Override
  public long missed() {
    return capture.missed();
  }

  @Override
  public void close() {
    capture.close();
    reader.close();
  }
}
