package nightjar.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Kind;
import nightjar.detect.ObjectConfig;
import nightjar.detect.ObjectRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sections `objects` of the settings file.
class ObjectSettingsTest {
  private static final String CAMERA =
      """
      cameras:
        front:
          source: demo
          motion: {zones: {Drive: "include 0,0 50,50", Front yard: "ignore 50,50 90,90"}}
          objects: {%s}
      """;

  @TempDir Path dir;

  private Settings read(String text) throws IOException, BadConfigException {
    var file = dir.resolve("nightjar.yaml");
    Files.writeString(file, text);
    return Settings.read(file);
  }

  private ObjectConfig objects(String text) throws IOException, BadConfigException {
    return read(CAMERA.formatted(text)).cameras().getFirst().objects().orElseThrow();
  }

  private String refused(String text) {
    var e = assertThrows(BadConfigException.class, () -> read(text), () -> text);
    return String.valueOf(e.getMessage());
  }

  private void refused(String objects, String said) {
    var message = refused(CAMERA.formatted(objects));
    assertTrue(message.contains("cameras.front.objects." + said), message);
  }

  @Test
  void nothingIsSaidOfThem() throws Exception {
    var settings = read("cameras: {front: {source: demo}}");
    assertEquals(DetectorConfig.STANDARD, settings.detector());
    assertEquals(Optional.empty(), settings.cameras().getFirst().objects());
    assertEquals(ObjectConfig.STANDARD, objects(""));
  }

  @Test
  void whoRecognises() throws Exception {
    var settings =
        read(
            """
            objects: {model: own.tflite, labels: /etc/own.txt, rate: 0.5, threads: 2, unload: 1h}
            cameras: {front: {source: demo}}
            """);
    assertEquals(
        new DetectorConfig(
            Optional.of(dir.resolve("own.tflite")),
            Optional.of(Path.of("/etc/own.txt")),
            Optional.of(0.5),
            2,
            Duration.ofHours(1)),
        settings.detector());
    var wrong = refused("objects: {labels: a, rate: 31, threads: 5, unload: 9s}\n");
    for (var said :
        List.of(
            "objects.labels: are those of a model of your own, and there is no model",
            "objects.rate: \"31\" must be a number from 0.1 to 30.0, or auto",
            "objects.threads: \"5\" must be a whole number from 1 to 4",
            "objects.unload: \"9s\" must be a time from 10s to 1d, such as 90m, 12h or 14d")) {
      assertTrue(wrong.contains(said), wrong);
    }
  }

  @Test
  void whichCount() throws Exception {
    var config =
        objects(
            """
            kinds: "person 0.5, car,dog", zones: {Drive: "person, car", Front yard: none},
                rules: {Lingering: person in Drive longer 20s, Parked: "car, bicycle stays 2m",
                  Yard: dog in Front yard, At once: parcel}\
            """);
    assertEquals(Map.of(Kind.PERSON, 0.5, Kind.CAR, 0.4, Kind.DOG, 0.4), config.kinds());
    assertEquals(
        Map.of("Drive", Set.of(Kind.PERSON, Kind.CAR), "Front yard", Set.of()), config.zones());
    var people = Set.of(Kind.PERSON);
    assertEquals(
        List.of(
            new ObjectRule("Lingering", people, "Drive", false, Duration.ofSeconds(20)),
            new ObjectRule(
                "Parked", Set.of(Kind.CAR, Kind.BICYCLE), "", true, Duration.ofMinutes(2)),
            new ObjectRule("Yard", Set.of(Kind.DOG), "Front yard", false, Duration.ZERO),
            new ObjectRule("At once", Set.of(Kind.PARCEL), "", false, Duration.ZERO)),
        config.rules());
  }

  @Test
  void whatIsWrongIsNamed() {
    refused("on: maybe", "on: \"maybe\" must be yes or no");
    refused("kinds: van", "kinds: \"van\" must be kinds with commas between, of person, car,");
    refused("kinds: person 0.05", "kinds: \"person 0.05\" must be");
    refused("kinds: \"car, car 0.5\"", "kinds: \"car, car 0.5\" must be");
    refused("zones: {Drive: van}", "zones.Drive: \"van\" must be kinds");
    refused(
        "zones: {Street: car}",
        "zones.Street: there is no zone \"Street\": the camera's motion.zones here has Drive, Front yard");
    refused(
        "rules: {A: person in Drvie stays 2m}",
        "rules.A: there is no zone \"Drvie\": the camera's motion.zones here has Drive, Front yard");
    for (var rule :
        List.of("van in Drive", "person longer", "person longer 25h", "person stays x", "\"\"")) {
      refused("rules: {A: %s}".formatted(rule), "rules.A: ");
    }
    refused("rules: {A: {}}", "rules.A: ");
    refused("rules: {%s: car}".formatted("a".repeat(41)), "rules.");
    refused("rules: {%s}".formatted(seventeen()), "rules: rules: at most 16");
    refused("model: a", "model: is no setting here; there are on, kinds, zones, rules");
    var none = refused("cameras: {front: {source: demo, objects: {zones: {A: car}}}}");
    assertTrue(none.contains("the camera's motion.zones here has none"), none);
  }

  private static String seventeen() {
    var rules = new ArrayList<String>();
    for (int i = 0; i < 17; i++) {
      rules.add("r" + i + ": car");
    }
    return String.join(", ", rules);
  }

  /// Whatever words stand there, they are a rule or a refusal that says what would be right.
  @Test
  void anyWordsAreARuleOrRefused() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var words =
        List.of(
            "person",
            "car,",
            "dog",
            ",",
            "in",
            "Drive",
            "Front",
            "yard",
            "longer",
            "stays",
            "20s",
            "2m",
            "25h",
            "0s",
            "é",
            "in in",
            "longer stays");
    int taken = 0;
    for (int i = 0; i < 400; i++) {
      var rule = new ArrayList<String>();
      for (int left = random.nextInt(1, 8); left > 0; left--) {
        rule.add(words.get(random.nextInt(words.size())));
      }
      var text = String.join(" ", rule);
      try {
        var said = objects("rules: {A: \"%s\"}".formatted(text)).rules().getFirst();
        assertTrue(said.zone().isEmpty() || text.contains(" in " + said.zone()), text);
        taken++;
      } catch (BadConfigException e) {
        var message = String.valueOf(e.getMessage());
        assertTrue(message.contains("cameras.front.objects.rules.A: "), "-Dseed=" + seed + message);
      }
    }
    assertTrue(taken > 0, "-Dseed=" + seed);
  }
}
