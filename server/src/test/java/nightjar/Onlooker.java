package nightjar;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// Watches one camera on a thread of its own, and counts what comes and what is missing.
final class Onlooker {
  private final RawWebSocket socket;
  private final Thread thread;
  private final AtomicLong pictures = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean leaving;

  Onlooker(RunningServer server, String camera) throws IOException {
    this.socket = server.watch(camera).start();
    this.thread = Thread.ofVirtual().name("onlooker-" + camera).start(this::watch);
  }

  /// That came so far.
  long pictures() {
    return pictures.get();
  }

  /// By the sequence numbers; one that is flagged as after a gap counts as well.
  long lost() {
    return lost.get();
  }

  private void watch() {
    try {
      for (long last = -1; ; ) {
        var picture = socket.nextPicture();
        if (last >= 0 && (picture.sequence() != last + 1 || picture.afterGap())) {
          lost.addAndGet(Math.max(1, picture.sequence() - last - 1));
        }
        last = picture.sequence();
        pictures.incrementAndGet();
      }
    } catch (IOException e) {
      if (!leaving) {
        throw new AssertionError(e);
      }
    }
  }

  boolean isWatching() {
    return thread.isAlive();
  }

  void leave() throws Exception {
    leaving = true;
    socket.close();
    thread.join();
  }
}
