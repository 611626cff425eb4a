package nightjar.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);
  private static final Totp TOTP = new Totp(House.hex(SECRET), 0);
  private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

  /// RFC 6238, appendix B, the last six of its eight digits.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheStandard(long second, String code) {
    assertEquals(code, Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second))));
  }

  @ParameterizedTest
  @CsvSource({"-61, false", "-31, true", "0, true", "29, true", "58, true", "59, false"})
  void takesTheCodeBeforeAndAfter(long off, boolean good) {
    var code = Totp.code(SECRET, Totp.step(NOW)); // NOW is 1 s into its 30 s
    assertEquals(good, TOTP.match(code, NOW.plusSeconds(off)) >= 0);
  }

  @Test
  void takesNoCodeTwiceNorAnOlderOne() {
    long step = Totp.step(NOW);
    var used = TOTP.usedAt(TOTP.match(Totp.code(SECRET, step), NOW));
    assertEquals(-1, used.match(Totp.code(SECRET, step), NOW));
    assertEquals(-1, used.match(Totp.code(SECRET, step - 1), NOW));
    assertEquals(step + 1, used.match(Totp.code(SECRET, step + 1), NOW));
  }

  @Test
  void base32IsThatOfTheStandard() {
    assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TOTP.base32());
    assertEquals("MZXW6YTB", Base32.RFC_4648.text("fooba".getBytes(US_ASCII)));
    assertEquals("MZXW6", Base32.RFC_4648.text("foo".getBytes(US_ASCII)));
    assertEquals("", Base32.RFC_4648.text(new byte[0]));
  }
}
