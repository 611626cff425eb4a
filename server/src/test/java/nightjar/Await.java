package nightjar;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.function.Supplier;

/// Waits for what will be so sooner or later.
final class Await {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Await() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  /// @param otherwise what to say when it did not come to be
  static void until(Condition condition, Supplier<String> otherwise) throws Exception {
    until(LONGEST, condition, otherwise);
  }

  /// The same for what takes its time.
  static void until(Duration within, Condition condition, Supplier<String> otherwise)
      throws Exception {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        fail(otherwise.get());
      }
      Thread.sleep(5);
    }
  }
}
