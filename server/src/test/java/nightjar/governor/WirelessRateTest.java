package nightjar.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WirelessRateTest {
  /// A wireless one takes hardware; all others must not hurt.
  @ParameterizedTest
  @ValueSource(strings = {"lo", "nowhere0", "", "a-name-longer-than-any", "\0", "wlan\u00e4"})
  void whatIsNoWirelessInterfaceHasNone(String name) {
    try (var rate = new WirelessRate()) {
      assertEquals(Double.NaN, rate.of(name));
      assertEquals(Double.NaN, rate.of(name));
    }
  }
}
