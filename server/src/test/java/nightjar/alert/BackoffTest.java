package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// For how long what is not taken is tried.
class BackoffTest {
  @Test
  void atFirstOften() {
    assertEquals(Optional.of(Duration.ofSeconds(1)), Backoff.after(1));
    assertEquals(Optional.of(Duration.ofSeconds(2)), Backoff.after(2));
    assertEquals(Optional.of(Duration.ofSeconds(60)), Backoff.after(7));
    assertEquals(Optional.of(Duration.ofMinutes(5)), Backoff.after(66));
  }

  @Test
  void forADayAndNotForEver() {
    var all = Duration.ZERO;
    var before = Duration.ZERO;
    int tries = 1;
    for (var next = Backoff.after(tries); next.isPresent(); next = Backoff.after(++tries)) {
      assertTrue(next.get().compareTo(before) >= 0, "never sooner than before");
      before = next.get();
      all = all.plus(next.get());
    }
    assertTrue(all.toHours() >= 24 && all.toHours() < 26, all::toString);
  }
}
