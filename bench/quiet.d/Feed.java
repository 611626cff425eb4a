import java.util.concurrent.Semaphore;
import nightjar.encode.Audience;
import nightjar.encode.Encoding;
import nightjar.media.Picture;

/// One reader, by whom it is known when an encoding has decided what becomes of a picture: then the
/// next may come. For pictures no more often than the encoding takes them.
final class Feed implements Audience {
  private final Semaphore decided = new Semaphore(0);

  void offer(Encoding encoding, Picture picture, boolean stirs) throws InterruptedException {
    encoding.offer(picture, stirs);
    picture.release();
    decided.acquire();
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public boolean wantsEvery() { // asked once for each picture
    decided.release();
    return false;
  }
}
