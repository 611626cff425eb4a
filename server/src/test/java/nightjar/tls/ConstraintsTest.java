package nightjar.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// For whom an authority may speak.
class ConstraintsTest {
  private static final Constraints OURS =
      Constraints.of(List.of("attic.local", "attic", "cam.home.arpa"));

  @Test
  void writtenAsDer() {
    var small =
        new Constraints(List.of("lan"), List.of(Subnet.of("10.0.0.0/8"), Subnet.of("::1/128")));
    var expected =
        "3039a037" // SEQUENCE, permittedSubtrees
            + "3005"
            + "8203"
            + "6c616e" // dNSName lan
            + "300a"
            + "8708"
            + "0a000000"
            + "ff000000" // iPAddress 10.0.0.0/8
            + "3022"
            + "8720"
            + "0".repeat(31)
            + "1"
            + "f".repeat(32); // ::1/128
    assertEquals(expected, HexFormat.of().formatHex(small.der()));
  }

  @Test
  void namesOfTheHouseAreNotNamedAgain() {
    assertEquals(
        List.of("local", "lan", "home.arpa", "internal", "localhost", "attic"), OURS.names());
  }

  @ParameterizedTest
  @CsvSource({
    "attic.local, true", "attic, true", "a.attic, true", "x.home.arpa, true", "lan, true",
    "example.com, false", "evillan, false", "attic.com, false", "arpa, false", "lan.com, false",
  })
  void permitsNames(String name, boolean permitted) {
    assertEquals(permitted, OURS.permits(name));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "10.255.0.1, true",
    "172.16.0.1, true",
    "172.31.255.255, true",
    "172.32.0.1, false",
    "192.168.0.1, true",
    "192.169.0.1, false",
    "169.254.9.9, true",
    "100.64.0.1, true",
    "100.128.0.1, false",
    "8.8.8.8, false",
    "::1, true",
    "::2, false",
    "fd00::2, true",
    "fe80::1, true",
    "fec0::1, false",
    "2001:db8::1, false",
  })
  void permitsAddresses(String address, boolean permitted) {
    assertEquals(permitted, OURS.permits(InetAddress.ofLiteral(address)));
  }

  @Test
  void isReadBack() {
    assertEquals(OURS, Constraints.parse(OURS.der()));
    var many = new Constraints(Collections.nCopies(3000, "a.b.c.d.lan"), List.of());
    assertEquals(many, Constraints.parse(many.der()));
  }

  /// Read or refused, never anything else.
  @Test
  void anyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      var bytes = Arrays.copyOf(OURS.der(), 1 + random.nextInt(OURS.der().length));
      for (int edits = random.nextInt(4); edits > 0; edits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Constraints.parse(bytes);
      } catch (IllegalArgumentException _) {
        // as it should
      } catch (RuntimeException e) {
        throw new AssertionError("-Dseed=" + seed + " " + HexFormat.of().formatHex(bytes), e);
      }
    }
  }

  @Test
  void cutOffIsRefused() {
    var der = OURS.der();
    for (int length = 0; length < der.length; length++) {
      var cut = Arrays.copyOf(der, length);
      assertThrows(IllegalArgumentException.class, () -> Constraints.parse(cut));
    }
  }
}
