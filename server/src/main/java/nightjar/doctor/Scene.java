package nightjar.doctor;

import java.io.IOException;
import nightjar.camera.demo.DemoSource;
import nightjar.encode.Encoder;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// Pictures that move, as fast as an encoder takes them.
final class Scene implements AutoCloseable {
  private final DemoSource source;
  private final PicturePool pool;

  Scene(PictureFormat format) {
    this.source = new DemoSource(format, 1, new SteppingClock());
    this.pool = new PicturePool(format, 1);
  }

  /// @return nanoseconds that the encoder took, without the drawing
  long encode(Encoder encoder, int pictures, boolean idr, Encoder.Output out)
      throws IOException, InterruptedException {
    long spent = 0;
    for (int i = 0; i < pictures; i++) {
      var picture = pool.take();
      if (picture == null) {
        throw new IllegalStateException("the only picture is held");
      }
      try {
        source.read(picture);
        long start = System.nanoTime();
        encoder.encode(picture, idr, out);
        spent += System.nanoTime() - start;
      } finally {
        picture.release();
      }
    }
    return spent;
  }

  @Override
  public void close() {
    source.close();
    pool.close();
  }
}
