package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightjar.detect.Kind;
import nightjar.detect.ObjectConfig;
import nightjar.detect.ObjectRule;
import nightjar.json.Json;
import nightjar.motion.MotionConfig;
import nightjar.motion.MotionText;
import nightjar.motion.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSettingsTest {
  private static final MotionConfig MOTION =
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
  private static final ObjectConfig OBJECTS =
      new ObjectConfig(
          true,
          Map.of(Kind.PERSON, 0.4, Kind.CAR, 0.55),
          Map.of("Drive", Set.of(Kind.CAR, Kind.PERSON)),
          List.of(
              new ObjectRule(
                  "Lingering", Set.of(Kind.PERSON), "Drive", false, Duration.ofSeconds(20)),
              new ObjectRule("Left", Set.of(Kind.PARCEL), "", true, Duration.ofMillis(2_500))));

  @TempDir private Path dir;

  private static PageSettings<MotionConfig> motion(Path folder) {
    return new PageSettings<>(MotionRig.MATTER, Map.of(), folder);
  }

  @Test
  void theFileOutlivesTheProgram() throws IOException {
    var folder = dir.resolve("data");
    var settings = motion(folder);
    assertEquals(Map.of(), settings.read());
    assertTrue(settings.set("front", Optional.of(MOTION)));
    assertFalse(settings.set("back", Optional.of(MotionConfig.STANDARD)), "it is in force already");
    var set = Map.of("front", MOTION, "back", MotionConfig.STANDARD);
    assertEquals(set, motion(folder).read());
    var written = folder.resolve("motion.json");
    var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(written));
    assertEquals("rw-------", mode);
  }

  @Test
  void whatIsSetOfObjectsToo() throws IOException {
    var folder = dir.resolve("data");
    var settings = new PageSettings<>(ObjectRig.MATTER, Map.of(), folder);
    assertEquals(Map.of(), settings.read());
    settings.set("front", Optional.of(OBJECTS));
    settings.set("back", Optional.of(ObjectConfig.STANDARD));
    assertEquals(Map.of("front", OBJECTS, "back", ObjectConfig.STANDARD), settings.read());
    var path = folder.resolve("objects.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    Files.writeString(path, "{\"version\":2,\"cameras\":[]}");
    assertThrows(IOException.class, settings::read);
  }

  @Test
  void aBrokenFileIsNotGuessed() throws IOException {
    var settings = motion(dir);
    settings.set("front", Optional.of(MOTION));
    var text = Json.text(MotionText.describe(MOTION));
    var whole = Files.readString(dir.resolve("motion.json"));
    for (var broken :
        List.of(
            "",
            "{}",
            whole.substring(0, 100),
            whole.replace("\"version\":1", "\"version\":2"),
            whole.replace("}]}", "},{\"camera\":\"front\",\"settings\":" + text + "}]}"),
            whole.replace("72", "720"))) {
      Files.writeString(dir.resolve("motion.json"), broken);
      assertThrows(IOException.class, settings::read, broken);
    }
  }

  @Test
  void thePageStandsAboveTheFileAndThatAboveTheStandard() throws IOException {
    var settings = new PageSettings<>(MotionRig.MATTER, Map.of("front", MOTION), null);
    assertEquals("file", settings.from("front"));
    assertEquals("standard", settings.from("back"));
    assertEquals(MotionConfig.STANDARD, settings.of("back"));
    assertTrue(settings.set("front", Optional.of(MotionConfig.STANDARD)));
    assertEquals("page", settings.from("front"));
    assertEquals(MotionConfig.STANDARD, settings.of("front"));
    assertTrue(settings.set("front", Optional.empty()));
    assertEquals(MOTION, settings.of("front"));
  }
}
