package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import nightjar.base.OwnNames;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses the console offers.
class WelcomeTest {
  @ParameterizedTest
  @CsvSource({
    "attic    , 192.168.1.5, 0.0.0.0      , 8443, https://attic.local:8443/ https://192.168.1.5:8443/",
    "attic    , 192.168.1.5, ::           , 443 , https://attic.local/ https://192.168.1.5/",
    "attic    ,            , 0.0.0.0      , 8443, https://attic.local:8443/",
    "localhost,            , 0.0.0.0      , 8443, https://localhost:8443/",
    "attic    , 192.168.1.5, 127.0.0.1    , 8443, https://127.0.0.1:8443/",
    "attic    , 192.168.1.5, 10.0.0.9     , 8443, https://attic.local:8443/ https://10.0.0.9:8443/",
    "attic    , 192.168.1.5, fd00::2      , 8443,"
        + " https://attic.local:8443/ 'https://[fd00:0:0:0:0:0:0:2]:8443/'",
  })
  void offers(String hostname, String toType, String listen, int port, String expected) {
    var own = Optional.ofNullable(toType).map(InetAddress::ofLiteral);
    var welcome = new Welcome(OwnNames.of(hostname, List.of()), own);
    var at = new InetSocketAddress(InetAddress.ofLiteral(listen), port);
    assertEquals(expected.replace("'", ""), String.join(" ", welcome.addresses("https", at)));
  }
}
