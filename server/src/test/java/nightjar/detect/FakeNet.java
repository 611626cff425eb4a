package nightjar.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nightjar.media.Picture;

/// Sees what it is told to, in whatever it is shown.
final class FakeNet implements Net {
  /// Ticks of the pictures it was shown.
  final List<Long> shown = Collections.synchronizedList(new ArrayList<>());

  volatile List<Found> sees = List.of();
  volatile boolean breaks;
  volatile boolean isClosed;
  volatile CountDownLatch goOn = new CountDownLatch(0);

  @Override
  public int size() {
    return 300;
  }

  @Override
  public void take(Picture picture, Crop crop) {
    shown.add(picture.ticks());
  }

  @Override
  public List<Found> look(double least) {
    try {
      if (!goOn.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it go on");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (breaks) {
      throw new IllegalStateException("a tensor is gone");
    }
    return sees;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
