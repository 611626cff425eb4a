package nightjar.alert;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;

/// A virtual thread with a name, an owner and an end: for work that waits.
final class Loop implements AutoCloseable {
  static final Duration ENDS_WITHIN = Duration.ofSeconds(2);
  private static final System.Logger log = System.getLogger(Loop.class.getName());

  private final Thread thread;

  /// Goes on until it is interrupted.
  interface Body {
    void run() throws InterruptedException;
  }

  Loop(String name, Body body) {
    this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
  }

  private static void run(Body body) {
    try {
      body.run();
    } catch (InterruptedException _) {
      // closed
    }
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    thread.interrupt();
    try {
      if (!thread.join(ENDS_WITHIN)) {
        log.log(WARNING, "thread {0} does not end", thread.getName());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
