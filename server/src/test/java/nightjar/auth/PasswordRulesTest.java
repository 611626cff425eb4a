package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "blue teapot 17 stairs",
        "zq8#kVw2!p",
        "  spaces count  ",
        "пароль из десяти",
        "basketball-8237465019",
        "nightjars fly at dusk",
        "🦉🦉🐦🐦🌙🌙⭐⭐🌲🏠"
      })
  void takes(String password) {
    assertDoesNotThrow(() -> PasswordRules.check("password", password, "hannah"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "123456789",
        "🦉🦉🐦🐦🌙🌙⭐⭐🌲",
        "1234567890",
        "QwertyUiop",
        "password123",
        "Basketball",
        "sunshine2024",
        "!dragon123",
        "monkeymonkey",
        "aaaaaaaaaaaa",
        "hannah1234",
        "hannahhannah",
        "nightjar2026",
        "NIGHTJARnightjar",
        "half a character \ud83e"
      })
  void refuses(String password) {
    var e =
        assertThrows(
            RefusedException.class, () -> PasswordRules.check("password", password, "hannah"));
    assertEquals("password", e.field());
    assertTrue(e.message().length() > 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {127, 128})
  void longOnesAreWelcome(int length) {
    assertDoesNotThrow(
        () -> PasswordRules.check("p", "xy z4".repeat(26).substring(0, length), "a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 100_000})
  void andEndSomewhere(int length) {
    assertThrows(
        RefusedException.class,
        () -> PasswordRules.check("p", "xy z4".repeat(20_000).substring(0, length), "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"anna", "a", "7of9", "a.b-c_d", "a123456789012345678901234567890"})
  void namesAre(String name) throws RefusedException {
    assertEquals(name, UserName.of("  " + name.toUpperCase(Locale.ROOT) + " ").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "-a", "a b", "é", "a/b", "a1234567890123456789012345678901"})
  void namesAreNot(String name) {
    assertEquals("user", assertThrows(RefusedException.class, () -> UserName.of(name)).field());
  }
}
