package nightjar.alert;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what will be so sooner or later.
public final class Soon {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Soon() {}

  public static void until(Callable<Boolean> holds, String otherwise) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!holds.call()) {
      if (System.nanoTime() > end) {
        fail(otherwise);
      }
      Thread.sleep(5);
    }
  }
}
