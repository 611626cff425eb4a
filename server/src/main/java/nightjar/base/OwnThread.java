package nightjar.base;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One platform thread with a name, an owner and an end: for native calls and arithmetic.
///
/// What runs on it ends when interrupted. A native call that does not return cannot be ended;
/// closing says so and goes on, for the program is ending.
public final class OwnThread implements AutoCloseable {
  private static final System.Logger log = System.getLogger(OwnThread.class.getName());
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final String name;
  private final ExecutorService thread;

  public OwnThread(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  public void run(Runnable loop) {
    thread.execute(loop);
  }

  /// Runs it again and again, so long after it ended last, until closed.
  public void repeat(Runnable look, Duration pause, Clock clock) {
    run(
        () -> {
          try {
            while (true) {
              look.run();
              clock.sleep(pause);
            }
          } catch (InterruptedException _) {
            // closed
          }
        });
  }

  @Override
  public void close() {
    thread.shutdownNow(); // interrupts
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.log(WARNING, "thread {0} does not end", name);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
