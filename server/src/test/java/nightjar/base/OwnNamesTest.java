package nightjar.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNamesTest {
  private static final OwnNames PI = OwnNames.of("Attic", List.of("Cameras.lan"));

  @ParameterizedTest
  @CsvSource({
    "attic.local         , attic.local",
    "ATTIC.Local.        , attic.local",
    "attic               , attic",
    "cameras.lan         , cameras.lan",
    "localhost           , localhost",
    "192.168.1.5         , 192.168.1.5",
    "8.8.8.8             , 8.8.8.8",
    "[::1]               , [0:0:0:0:0:0:0:1]",
    "[fd00::2]           , [fd00:0:0:0:0:0:0:2]",
    "::1                 , ''",
    "[192.168.1.5]       , ''",
    "[fe80::1%eth0]      , ''",
    "0.0.0.0             , ''",
    "[::]                , ''",
    "224.0.0.1           , ''",
    "evil.example        , ''",
    "attic.local.evil.io , ''",
    "xattic.local        , ''",
    "lan                 , ''",
    "attic.local..       , ''",
    "''                  , ''",
  })
  void knowsItsOwn(String host, String canonical) {
    assertEquals(canonical, PI.canonical(host).orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "attic       , attic.local attic localhost",
    "attic.lan   , attic.local attic.lan attic localhost",
    "localhost   , localhost",
    "a_b         , localhost",
    "''          , localhost",
  })
  void comesFromTheHostsName(String hostname, String names) {
    assertEquals(names, String.join(" ", OwnNames.of(hostname, List.of()).names()));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1   , true",
    "[::1]       , true",
    "192.168.1.5 , false",
    "attic.local , false",
  })
  void aLocalServerHasNoOtherAddress(String host, boolean own) {
    assertEquals(own, OwnNames.LOOPBACK.has(host));
  }

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "a-b.c, true",
    "1a.lan, true",
    "-a, false",
    "a_b, false",
    "a..b, false",
    "1.2.3.4, false",
    "a.1, false",
    "'', false",
    "a b, false",
    "a., false",
  })
  void tellsNamesFromOtherText(String text, boolean isName) {
    assertEquals(isName, OwnNames.isName(text));
  }

  @Test
  void addressesForPrivacyAreKnown() {
    var lines =
        List.of(
            "00000000000000000000000000000001 01 80 10 80       lo",
            "fd000000000000000000000000000002 02 40 00 80     eth0",
            "fd0000000000000000000000000000aa 02 40 00 01     eth0",
            "nonsense");
    assertEquals(Set.of(InetAddress.ofLiteral("fd00::aa")), OwnAddresses.temporary(lines));
  }
}
