package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookTextTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000, 123_456_000);
  private static final String HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$abcdefghijklmnopqrstuvwxyz";

  private static Book full() {
    var anna =
        Account.fresh(
                new UserName("anna"), Role.ADMINISTRATOR, new Cameras.All(), HASH, Instant.EPOCH)
            .withFactors(Optional.of(new Totp("ab".repeat(20), 55)), List.of("cd".repeat(32)))
            .withPasskeys(
                List.of(
                    new Account.Key(
                        "Zm9v", "Phone \"1\"", "nightjar.local", "AAEC", 7, true, NOW, NOW)))
            .withTokens(
                List.of(
                    new Account.Pass(
                        "ef".repeat(8),
                        "häuschen",
                        Set.of(Scope.VIEW, Scope.METRICS),
                        "01".repeat(32),
                        NOW,
                        NOW.plusSeconds(60),
                        Instant.EPOCH)))
            .withLogin(NOW);
    var nothing = new Cameras.Only(Set.of());
    var ben = Account.fresh(new UserName("ben"), Role.VIEWER, nothing, HASH, NOW);
    var some = new Cameras.Only(Set.of("yard", "door"));
    var cleo = Account.fresh(new UserName("cleo"), Role.OPERATOR, some, HASH, NOW);
    return Book.of("0f".repeat(32), List.of(anna, ben, cleo));
  }

  @Test
  void readsWhatItWrites() throws IOException {
    var book = full();
    var read = BookText.read(BookText.write(book));
    assertEquals(List.copyOf(book.accounts()), List.copyOf(read.accounts()));
    assertEquals(book.deviceKey(), read.deviceKey());
    assertTrue(read.token("01".repeat(32)).isPresent());
    assertTrue(read.passkey("Zm9v").isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"version\":1|\"version\":2",
        "\"role\":\"viewer\"|\"role\":\"king\"",
        "\"role\":\"viewer\",|",
        "\"name\":\"ben\"|\"name\":\"anna\"",
        "\"name\":\"ben\"|\"name\":\"Ben\"",
        "\"allCameras\":true,|",
        "\"cameras\":[]|\"camera\":[]",
        "\"cameras\":[]|\"cameras\":null",
        "\"scopes\":[\"view\"|\"scopes\":[\"all\"",
        "$argon2id$|$argon2i$",
        "\"last\":55|\"last\":-1",
        "\"secret\":\"ab|\"secret\":\"xx",
        "\"recovery\"|\"Recovery\"",
        "\"count\":7|\"count\":\"7\"",
        "\"device\":\"0f|\"device\":\"0"
      })
  void refusesAnythingElse(String good, String bad) {
    var text = BookText.write(full());
    assertTrue(text.contains(good), text);
    var changed = text.replace(good, bad == null ? "" : bad);
    assertThrows(IOException.class, () -> BookText.read(changed));
  }

  @Test
  void anyBytesAreReadOrRefused() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var good = BookText.write(full());
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(good);
      for (int n = 0; n <= random.nextInt(4); n++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, good, at / 2, at / 2 + random.nextInt(20));
        }
      }
      try {
        BookText.read(text.toString()).accounts();
      } catch (IOException _) {
        // refused
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }
}
