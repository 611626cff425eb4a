package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.Test;

class ObjectTextTest {
  private static final ObjectConfig CONFIG =
      new ObjectConfig(
          true,
          Map.of(Kind.PERSON, 0.4, Kind.CAR, 0.55),
          Map.of("Drive", Set.of(Kind.CAR, Kind.PERSON)),
          List.of(
              new ObjectRule(
                  "Lingering", Set.of(Kind.PERSON), "Drive", false, Duration.ofSeconds(20)),
              new ObjectRule("Left", Set.of(Kind.PARCEL), "", true, Duration.ofMillis(2_500))));

  private static final String TEXT =
      "{\"on\":true,\"kinds\":[{\"kind\":\"person\",\"score\":0.4},{\"kind\":\"car\",\"score\":0.55}],"
          + "\"zones\":[{\"zone\":\"Drive\",\"kinds\":[\"person\",\"car\"]}],"
          + "\"rules\":[{\"name\":\"Lingering\",\"kinds\":[\"person\"],\"zone\":\"Drive\",\"stays\":false,\"seconds\":20},"
          + "{\"name\":\"Left\",\"kinds\":[\"parcel\"],\"zone\":\"\",\"stays\":true,\"seconds\":2.5}]}";

  private static ObjectConfig read(String text) throws BadJsonException {
    return ObjectText.read(JsonObject.parse(text));
  }

  @Test
  void isSaidAndReadAgain() throws BadJsonException {
    assertEquals(TEXT, Json.text(ObjectText.describe(CONFIG)));
    assertEquals(CONFIG, read(TEXT));
    var standard = Json.text(ObjectText.describe(ObjectConfig.STANDARD));
    assertEquals(ObjectConfig.STANDARD, read(standard));
  }

  private static String refused(String from, String to) {
    assertTrue(TEXT.contains(from), from);
    var wrong = TEXT.replaceFirst(Pattern.quote(from), to);
    return String.valueOf(
        assertThrows(BadJsonException.class, () -> read(wrong), () -> wrong).getMessage());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertEquals(
        "kinds.score must be 0.1 to 0.95, not 0.05", refused("\"score\":0.4", "\"score\":0.05"));
    assertEquals(
        "kinds.kind must be of person, car, bicycle, dog, cat, animal, parcel",
        refused("\"kind\":\"car\"", "\"kind\":\"van\""));
    assertEquals("kinds have person twice", refused("\"kind\":\"car\"", "\"kind\":\"person\""));
    assertEquals(
        "zones.zone must be the name of a zone", refused("\"zone\":\"Drive\"", "\"zone\":\"\""));
    assertEquals(
        "zones.zone must have at most 40 characters and no space around it",
        refused("\"zone\":\"Drive\"", "\"zone\":\"Drive \""));
    assertEquals("rules.seconds must be 0 to 86400, not 86401", refused("20", "86401"));
    assertEquals("rules.seconds is missing", refused(",\"seconds\":20", ""));
    assertEquals("rules.stay is not known here", refused("\"stays\"", "\"stay\""));
    assertEquals("rules are wrong together: two are called Left", refused("Lingering", "Left"));
    assertEquals(
        "rules.name is wrong: a rule's name has 1 to 40 characters and no space around it",
        refused("Lingering", " "));
    assertEquals(
        "rules.kinds is wrong: a rule names at least one kind", refused("[\"parcel\"]", "[]"));
  }

  @Test
  void zonesMustBeThere() throws BadJsonException {
    var json = JsonObject.parse(TEXT);
    assertEquals(CONFIG, ObjectText.read(json, List.of("Street", "Drive")));
    var other =
        assertThrows(
            BadJsonException.class, () -> ObjectText.read(json, List.of("Street", "Yard")));
    assertEquals(
        "zones name the zone \"Drive\", which motion does not have; there are Street, Yard",
        other.getMessage());
    var rule =
        JsonObject.parse(
            TEXT.replace("[{\"zone\":\"Drive\",\"kinds\":[\"person\",\"car\"]}]", "[]"));
    var none = assertThrows(BadJsonException.class, () -> ObjectText.read(rule, List.of()));
    assertEquals(
        "rules name the zone \"Drive\", which motion does not have; there is none",
        none.getMessage());
  }

  /// Whatever is set, it is read as it was said.
  @Test
  void anySettingsAreSaidAndReadAgain() throws BadJsonException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      var config = any(random);
      var text = Json.text(ObjectText.describe(config));
      assertEquals(config, read(text), () -> "-Dseed=" + seed + " " + text);
    }
  }

  private static ObjectConfig any(Random random) {
    var scores = new EnumMap<Kind, Double>(Kind.class);
    some(random).forEach(kind -> scores.put(kind, (10 + random.nextInt(86)) / 100.0));
    var zones = new LinkedHashMap<String, Set<Kind>>();
    for (int i = random.nextInt(4); i > 0; i--) {
      zones.put("zone é\"" + i, some(random));
    }
    var rules = new ArrayList<ObjectRule>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var kinds = some(random);
      kinds.add(Kind.DOG);
      var zone = random.nextBoolean() ? "" : "zone " + i;
      var longer = Duration.ofMillis(random.nextInt(86_400_001));
      rules.add(new ObjectRule("rule " + i, kinds, zone, random.nextBoolean(), longer));
    }
    return new ObjectConfig(random.nextBoolean(), scores, zones, rules);
  }

  private static Set<Kind> some(Random random) {
    var kinds = EnumSet.noneOf(Kind.class);
    for (var kind : Kind.values()) {
      if (random.nextBoolean()) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  /// Whatever is sent, it is taken or refused, and what is taken can be said again.
  @Test
  void anyTextIsTakenOrRefused() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    int taken = 0;
    for (int i = 0; i < 5_000; i++) {
      var wrong = spoilt(TEXT, random);
      try {
        var config = read(wrong);
        assertEquals(config, read(Json.text(ObjectText.describe(config))));
        taken++;
      } catch (BadJsonException e) {
        assertTrue(String.valueOf(e.getMessage()).length() < 300, "-Dseed=" + seed);
      }
    }
    assertTrue(taken > 50 && taken < 4_000, "-Dseed=" + seed + ": " + taken);
  }

  private static String spoilt(String text, Random random) {
    var spoilt = new StringBuilder(text);
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      int at = random.nextInt(spoilt.length());
      switch (random.nextInt(4)) {
        case 0 -> spoilt.deleteCharAt(at);
        case 1 -> spoilt.setCharAt(at, (char) random.nextInt(32, 127));
        case 2 -> spoilt.insert(at, random.nextInt(-9, 1_000_000));
        default -> spoilt.insert(at, "\"null,[{9");
      }
    }
    return spoilt.toString();
  }
}
