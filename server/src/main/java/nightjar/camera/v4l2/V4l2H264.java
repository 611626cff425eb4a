package nightjar.camera.v4l2;

import java.io.IOException;
import java.time.Duration;
import nightjar.base.Clock;
import nightjar.camera.CodedPicture;
import nightjar.camera.CodedSource;
import nightjar.camera.V4l2Options;
import nightjar.codec.h264.AccessUnits;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.v4l2.Device;

/// Access units of a webcam that codes H.264 itself. One thread at a time.
public final class V4l2H264 implements CodedSource {
  private static final int MOST_BROKEN = 100; // in a row
  private static final Duration IDR_WITHIN = Duration.ofSeconds(20);

  private final Clock clock;
  private final Capture capture;
  private final PictureFormat format;
  private int held = -1; // the buffer handed out, or -1
  private boolean idrNeeded = true; // nothing else could be decoded

  /// @param options of format H264
  /// @param devices [Device#KERNEL]
  public V4l2H264(V4l2Options options, Device.Opener devices, Clock clock) throws IOException {
    if (options.format() != V4l2Options.Format.H264) {
      throw new IllegalArgumentException("not coded by the camera: " + options.format());
    }
    this.clock = clock;
    this.capture = new Capture(options, devices, clock);
    try {
      this.format =
          new PictureFormat(
              options.width(),
              options.height(),
              capture.fps(),
              capture.image().fullRange() ? Colour.SYCC : Colour.BT709);
    } catch (IllegalArgumentException e) {
      capture.close();
      throw new IOException(capture.name() + ": " + e.getMessage(), e);
    }
  }

  /// The colour is what the driver says; what the stream says of itself is better.
  @Override
  public PictureFormat format() {
    return format;
  }

  /// The first picture is an IDR, and so is the first after a broken one; parameter sets may come
  /// on their own before.
  @Override
  public CodedPicture next() throws IOException, InterruptedException {
    int broken = 0;
    long start = clock.ticks();
    while (broken < MOST_BROKEN) {
      giveBack();
      held = capture.next();
      if (capture.damaged() || capture.bytes() == 0) {
        idrNeeded = true;
        broken++;
        continue;
      }
      var data = capture.memory(held).asSlice(capture.offset(), capture.bytes());
      boolean idr = AccessUnits.isIdr(data);
      boolean isUseful = idr || !idrNeeded || !AccessUnits.hasPicture(data);
      if (isUseful) {
        idrNeeded &= !idr;
        return new CodedPicture(data, idr, capture.ticks(), capture.captured());
      }
      if (clock.ticks() - start > IDR_WITHIN.toNanos()) { // opened anew, most begin with one
        throw new IOException(
            "%s gave no IDR for %d s".formatted(capture.name(), IDR_WITHIN.toSeconds()));
      }
    }
    throw new IOException(
        "%s gave %d broken pictures in a row".formatted(capture.name(), MOST_BROKEN));
  }

  private void giveBack() throws IOException {
    if (held >= 0) {
      capture.giveBack(held);
      held = -1;
    }
  }

  @Override
  public long missed() {
    return capture.missed();
  }

  @Override
  public void close() {
    capture.close();
  }
}
