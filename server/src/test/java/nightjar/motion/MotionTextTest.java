package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionTextTest {
  private static final MotionConfig SET =
      new MotionConfig(
          false,
          72,
          0.5,
          Duration.ofMillis(400),
          7.5,
          List.of(
              new Zone(
                  "the street",
                  Zone.Kind.IGNORE,
                  List.of(
                      new Zone.Corner(0, 0), new Zone.Corner(1, 0.25), new Zone.Corner(0.5, 1)))),
          new MotionConfig.Expert(3.5, 6, 0, 1, Duration.ofSeconds(90)));

  private static final String TEXT = text(SET);

  private static String text(MotionConfig config) {
    return Json.text(MotionText.describe(config));
  }

  private static MotionConfig read(String text) throws BadJsonException {
    return MotionText.read(JsonObject.parse(text));
  }

  @Test
  void comesBackAsItWas() throws BadJsonException {
    assertEquals(SET, read(TEXT));
    assertEquals(MotionConfig.STANDARD, read(text(MotionConfig.STANDARD)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"on\":false         | \"on\":0              | on must be true or false",
        "\"sensitivity\":72   | \"sensitivity\":0     | sensitivity must be 1 to 100, not 0",
        "\"sensitivity\":72   | \"sensitivity\":72.5  | sensitivity must be a whole number",
        "\"minSize\":0.5      | \"minSize\":51        | minSize must be 0.01 to 50, not 51",
        "\"minDuration\":400  | \"minDuration\":-1    | minDuration must be 0 to 10000, not -1",
        "\"fps\":7.5          | \"fps\":\"fast\"      | fps must be a number",
        "\"fps\":7.5          | \"fbs\":7.5           | fbs is not known here",
        "\"edge\":0.0         | \"edge\":3            | expert.edge must be 0 to 2, not 3",
        "\"stillFor\":90000   | \"stillFor\":90       | expert.stillFor must be 1000 to 3600000, not 90",
        "\"kind\":\"ignore\"  | \"kind\":\"drop\"     | zones.kind must be include or ignore",
        "[1.0,0.25]           | [1.0,1.25]            | 'zones.points are from 0 to 1, not 1.0, 1.25'",
        "[1.0,0.25]           | [1.0]                 | zones.points must be a list of lists of 2 numbers",
        "'[1.0,0.25],'        | ''                    | 'zones.points is wrong: a zone has 3 to 40 corners, not 2'",
        "the street           | ' x'                  | zones.name is wrong: a zone's name has 1 to 40 characters and no space around it",
      })
  void saysWhatIsWrong(String right, String wrong, String said) {
    assertTrue(TEXT.contains(right), TEXT);
    var e = assertThrows(BadJsonException.class, () -> read(TEXT.replace(right, wrong)));
    assertEquals(said, e.getMessage());
  }

  @Test
  void twoZonesOfOneName() {
    var zone = TEXT.replaceFirst(".*\"zones\":\\[(.*)],\"expert.*", "$1");
    var e = assertThrows(BadJsonException.class, () -> read(TEXT.replace(zone, zone + "," + zone)));
    assertEquals("zones are wrong together: two are called the street", e.getMessage());
  }

  /// Whatever is sent is settings, or refused.
  @Test
  void anythingIsReadOrRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder(TEXT);
      for (int left = random.nextInt(1, 4); left > 0; left--) {
        text.setCharAt(
            random.nextInt(text.length()), "{}[]\",:0919.-eE xn".charAt(random.nextInt(18)));
      }
      try {
        var config = read(text.toString());
        assertEquals(config, read(text(config)), "-Dseed=" + seed);
      } catch (BadJsonException e) {
        refused++;
      }
    }
    assertTrue(refused > 5_000, "-Dseed=" + seed);
  }
}
