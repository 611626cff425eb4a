import java.util.concurrent.atomic.AtomicLong;

/// How late this machine lets a thread run that only sleeps: what nobody who shares it can be faster than.
final class Metronome {
  private static final long BEAT = 10_000_000; // nanoseconds

  private final AtomicLong latest = new AtomicLong();
  private long worst;

  Metronome() {
    var thread = new Thread(this::run, "metronome");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      for (long due = System.nanoTime() + BEAT; ; due = System.nanoTime() + BEAT) {
        Thread.sleep(BEAT / 1_000_000);
        latest.accumulateAndGet(System.nanoTime() - due, Math::max);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Nanoseconds at most since this was asked last.
  long late() {
    long late = latest.getAndSet(0);
    worst = Math.max(worst, late);
    return late;
  }

  /// Of all that was asked for.
  long worst() {
    return worst;
  }
}
