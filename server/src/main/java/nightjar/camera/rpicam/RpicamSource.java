package nightjar.camera.rpicam;

import java.io.IOException;
import nightjar.base.Clock;
import nightjar.camera.PictureSource;
import nightjar.camera.RpicamOptions;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Raw pictures of an `rpicam-vid` child.
///
/// The child keeps no picture for a reader that is late: it writes over its buffers. So each is
/// read into off-heap memory as fast as the pipe gives it, and the thread that reads does nothing
/// else.
public final class RpicamSource implements PictureSource {
  private final PictureFormat format;
  private final Clock clock;
  private final RpicamChild child;

  /// @param path folders in which the program is looked for, as in the environment
  public RpicamSource(RpicamOptions options, String path, Clock clock) throws IOException {
    this.format = new PictureFormat(options.width(), options.height(), options.fps(), Colour.SYCC);
    this.clock = clock;
    this.child = new RpicamChild(options, path, clock);
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public void read(Picture into) throws IOException, InterruptedException {
    var memory = into.memory();
    long size = format.bytes();
    long at = child.read(memory, 0, size);
    long arrival = clock.ticks();
    while (at < size) {
      at += child.read(memory, at, size - at);
    }
    long taken = child.wholePicture(arrival);
    into.stamp(taken, clock.wallMicrosAt(taken));
  }

  @Override
  public long missed() {
    return child.missed();
  }

  @Override
  public void close() {
    child.close();
  }
}
