package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooksTest {
  private static final long MILLISECOND = 1_000_000;

  @ParameterizedTest
  @CsvSource({
    // looks so many milliseconds apart, milliseconds since the newest, pictures a second
    "100, 100, 100, 10",
    "100, 100, 50, 10",
    "1, 100, 0, 0", // of one nothing can be said
    "2, 100, 0, 10",
    "5, 500, 0, 2",
    "100, 100, 3200, 5.08", // no picture comes any more
    "100, 100, 60000, 0.51",
  })
  void isWhatWasLookedAtOfLate(int looks, long apart, long since, double expected) {
    var rate = new Looks();
    for (int i = 0; i < looks; i++) {
      rate.add(i * apart * MILLISECOND);
    }
    long newest = (looks - 1) * apart;
    assertEquals(expected, rate.perSecond((newest + since) * MILLISECOND), 0.01);
  }

  @Test
  void forgets() {
    var rate = new Looks();
    rate.add(0);
    rate.add(100 * MILLISECOND);
    rate.forget();
    assertEquals(0, rate.perSecond(100 * MILLISECOND));
  }
}
