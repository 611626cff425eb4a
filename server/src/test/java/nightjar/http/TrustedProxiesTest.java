package nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whom a request comes from, by the word of 127.0.0.1 and 10.0.0.1, which are ours.
class TrustedProxiesTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("127.0.0.1");
  private final TrustedProxies proxies =
      new TrustedProxies(Set.of(PEER, InetAddress.ofLiteral("10.0.0.1")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                              | 127.0.0.1",
        "203.0.113.9                   | 203.0.113.9",
        "6.6.6.6 203.0.113.9           | 203.0.113.9", // the first is the client's invention
        "203.0.113.9 10.0.0.1          | 203.0.113.9",
        "[2001:db8::1]                 | 2001:db8:0:0:0:0:0:1",
        "2001:db8::1                   | 2001:db8:0:0:0:0:0:1",
        "6.6.6.6 unknown               | 127.0.0.1",
        "6.6.6.6 evil.example 10.0.0.1 | 10.0.0.1",
        "10.0.0.1                      | 10.0.0.1",
      })
  void isTheLastThatIsNoProxy(String named, String client) {
    var list = named == null ? List.<String>of() : List.of(named.split(" "));
    assertEquals(client, proxies.client(list, PEER).getHostAddress());
  }
}
