package nightjar.encode;

import java.io.IOException;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// An encoder of smaller pictures: makes each smaller, on the encoder's own thread and in memory of
/// its own, and hands it to another.
public final class ScaledEncoder implements Encoder {
  private final Encoder inner;
  private final Downscale downscale;
  private final PicturePool pool;
  private final Picture small;

  private ScaledEncoder(PictureFormat full, PictureFormat reduced, int divisor, Encoder inner) {
    this.inner = inner;
    this.downscale = new Downscale(full, divisor);
    this.pool = new PicturePool(reduced, 1);
    var only = pool.take();
    if (only == null) {
      throw new IllegalStateException("a new pool has a picture");
    }
    this.small = only;
  }

  /// @param opener of the encoder for what is smaller then
  public static Encoder.Opener opener(Scale scale, Encoder.Opener opener) {
    return (format, settings) -> {
      int divisor = scale.divisor(format);
      return divisor == 1
          ? opener.open(format, settings)
          : open(format, scale.of(format), divisor, opener, settings);
    };
  }

  private static Encoder open(
      PictureFormat full,
      PictureFormat reduced,
      int divisor,
      Encoder.Opener opener,
      EncodeSettings settings)
      throws IOException {
    return new ScaledEncoder(full, reduced, divisor, opener.open(reduced, settings));
  }

  @Override
  public void encode(Picture picture, boolean idr, Output out) throws IOException {
    downscale.apply(picture, small);
    small.stamp(picture.ticks(), picture.captured());
    inner.encode(small, idr, out);
  }

  @Override
  public boolean adjust(EncodeSettings next) {
    return inner.adjust(next);
  }

  @Override
  public void close() {
    inner.close();
    small.release();
    pool.close();
  }
}
