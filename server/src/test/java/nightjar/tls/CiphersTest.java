package nightjar.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiphersTest {
  @ParameterizedTest
  @CsvSource({
    "'flags\t\t: fpu aes avx'                     , true",
    "'flags\t\t: fpu vaes avx'                    , false",
    "'Features\t: fp asimd evtstrm aes pmull'     , true",
    "'Features\t: fp asimd evtstrm crc32 cpuid'   , false", // a Zero 2 W
    "'model name\t: aes'                          , false",
    "''                                           , false",
  })
  void tellsWhoHasAes(String cpuinfo, boolean has) {
    assertEquals(has, Ciphers.hasAes("processor\t: 0\n" + cpuinfo + "\n"));
  }

  @Test
  void areOrdered() {
    assertEquals("TLS_AES_128_GCM_SHA256", Ciphers.suites(true).getFirst());
    assertEquals("TLS_CHACHA20_POLY1305_SHA256", Ciphers.suites(false).getFirst());
    assertEquals(new HashSet<>(Ciphers.suites(true)), new HashSet<>(Ciphers.suites(false)));
  }

  @Test
  void areForwardSecretAndAuthenticated() {
    for (var suite : Ciphers.suites(true)) {
      assertTrue(
          suite.matches("TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_\\d+_GCM|CHACHA20_POLY1305)_.*"));
    }
  }
}
