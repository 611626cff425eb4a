package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class Libargon2Test {
  private static final byte[] PASSWORD = "password".getBytes(UTF_8);

  @Test
  void hashesAndVerifies() throws IOException {
    var argon2 = Libargon2.load();
    var one = argon2.hash(PASSWORD);
    assertTrue(one.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), one);
    assertEquals(22 + 1 + 43, one.length() - "$argon2id$v=19$m=19456,t=2,p=1$".length());
    assertFalse(Hashing.isOutdated(one));
    assertNotEquals(one, argon2.hash(PASSWORD), "each has a salt of its own");
    assertTrue(argon2.verify(one, PASSWORD));
    assertFalse(argon2.verify(one, "Password".getBytes(UTF_8)));
    assertFalse(argon2.verify(one, new byte[0]));
  }

  /// From the tests of the reference implementation (test.c: version 0x13, t=2, m=2^8, p=1).
  @Test
  void isTheStandardsOwn() throws IOException {
    var known =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assertTrue(Libargon2.load().verify(known, PASSWORD));
    assertTrue(Hashing.isOutdated(known));
  }

  @Test
  void aStoredHashThatIsNoneIsAnError() throws IOException {
    var argon2 = Libargon2.load();
    assertThrows(IOException.class, () -> argon2.verify("$argon2id$nonsense", PASSWORD));
  }

  @Test
  void aMissingLibraryNamesItsPackage() {
    var e = assertThrows(IOException.class, () -> Libargon2.load("libnothing.so.1"));
    assertTrue(String.valueOf(e.getMessage()).contains("apt-get install libargon2-1"));
  }
}
