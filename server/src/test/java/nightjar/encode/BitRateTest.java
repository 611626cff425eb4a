package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BitRateTest {
  private static final long SECOND = 1_000_000_000;

  private final BitRate rate = new BitRate();

  @Test
  void isKnownAfterASecond() {
    rate.add(5 * SECOND, 1_000);
    rate.add(5 * SECOND + SECOND / 2, 1_000);
    assertEquals(0, rate.bitsPerSecond());
    rate.add(6 * SECOND, 7);
    assertEquals(16_000, rate.bitsPerSecond());
  }

  @Test
  void isTheMeanOfThreeSeconds() {
    for (int second = 0; second < 6; second++) {
      rate.add(second * SECOND, second * 1000L);
    }
    assertEquals((2 + 3 + 4) * 8_000 / 3, rate.bitsPerSecond());
  }

  @Test
  void aPauseCounts() {
    rate.add(0, 9_000);
    rate.add(2 * SECOND, 0);
    assertEquals(36_000, rate.bitsPerSecond());
    rate.add(60 * SECOND, 1_000);
    assertEquals(0, rate.bitsPerSecond());
    rate.add(61 * SECOND, 0);
    assertEquals(8_000 / 3, rate.bitsPerSecond());
  }
}
