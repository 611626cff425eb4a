package nightjar.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.7, 192.168.1.7",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "2001:db8:1:2::99, 20010db800010002/64",
    "2001:db8:1:3::99, 20010db800010003/64",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::1, 0000000000000000/64",
    "somewhere, somewhere"
  })
  void countsAHouseholdAsOne(String address, String network) {
    assertEquals(network, Network.of(address));
  }
}
