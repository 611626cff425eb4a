import nightjar.media.Picture;
import nightjar.media.PicturePool;

/// Waits for whoever holds a pool's only picture, as a camera never does.
final class Free {
  private Free() {}

  static Picture of(PicturePool pool) throws InterruptedException {
    while (true) {
      var picture = pool.take();
      if (picture != null) {
        return picture;
      }
      Thread.sleep(0, 200_000);
    }
  }
}
