package nightjar;

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
import java.util.Set;
import nightjar.detect.Kind;
import nightjar.detect.ObjectConfig;
import nightjar.detect.ObjectRule;
import nightjar.http.ObjectDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which objects count, who says so, and who is told.
class ObjectRigTest {
  private static final ObjectConfig OF_FILE = people(0.6);

  @TempDir Path dir;

  private List<String> zones = List.of("Drive");

  private static ObjectConfig people(double score) {
    return new ObjectConfig(true, Map.of(Kind.PERSON, score), Map.of(), List.of());
  }

  /// Notes what it is told.
  private static final class FakeEngine implements ObjectEngine {
    final List<ObjectConfig> told = new ArrayList<>();

    @Override
    public String state() {
      return "loaded";
    }

    @Override
    public String reason() {
      return "";
    }

    @Override
    public ObjectDesk.Model model() {
      return new ObjectDesk.Model("own", List.of(Kind.PERSON));
    }

    @Override
    public ObjectDesk.Cost cost() {
      return new ObjectDesk.Cost(0.5, 20, 1);
    }

    @Override
    public void set(ObjectConfig config) {
      told.add(config);
    }
  }

  private ObjectRig rig(Path data) {
    return new ObjectRig(
        List.of("front", "back"), Map.of("front", OF_FILE), _ -> List.copyOf(zones), data);
  }

  private static ObjectDesk desk(ObjectRig rig, String camera) {
    return Optional.ofNullable(rig.shown().get(camera)).orElseThrow();
  }

  @Test
  void thePageGoesBeforeTheFileAndTheFileBeforeTheStandard() throws IOException {
    var engine = new FakeEngine();
    var rig = rig(dir);
    rig.attach("front", engine);
    var desk = desk(rig, "front");
    assertEquals("file", desk.stand().from());
    assertEquals(OF_FILE, rig.settings("front"));
    assertEquals("standard", desk(rig, "back").stand().from());
    assertEquals("page", desk.set(people(0.7)).from());
    desk.set(people(0.7)); // changes nothing
    assertEquals(people(0.7), rig(dir).settings("front")); // outlives the program
    assertEquals("file", desk.reset().from());
    assertEquals(List.of(people(0.7), OF_FILE), engine.told);
    assertEquals(OF_FILE, rig(dir).settings("front"));
  }

  @Test
  void itSaysHowItStands() throws IOException {
    var rig = rig(dir);
    var before = desk(rig, "front").stand();
    assertEquals("missing", before.state());
    assertEquals("Nothing is looked at yet.", before.reason());
    rig.attach("front", new FakeEngine());
    var stand = desk(rig, "front").stand();
    assertEquals("loaded", stand.state());
    assertEquals("own", stand.model().name());
    assertEquals("", stand.reason());
    var off = new ObjectConfig(false, Map.of(), Map.of(), List.of());
    assertEquals("off", desk(rig, "front").set(off).state());
  }

  @Test
  void aZoneThatIsGoneBreaksNothing() throws IOException {
    var rig = rig(dir);
    var engine = new FakeEngine();
    rig.attach("front", engine);
    var desk = desk(rig, "front");
    var people = Set.of(Kind.PERSON);
    var rule = new ObjectRule("Lingering", people, "Drive", false, Duration.ofSeconds(20));
    var config =
        new ObjectConfig(true, Map.of(Kind.PERSON, 0.4), Map.of("Drive", people), List.of(rule));
    assertEquals("", desk.set(config).reason());
    zones = List.of("Yard");
    assertEquals(
        "There is no zone Drive any more: what is set for it is without effect.",
        desk.stand().reason());
    assertEquals(List.of("Yard", "Drive"), List.copyOf(desk.zones()));
    assertEquals(config, rig(dir).settings("front"));
    assertEquals("file", desk.reset().from());
    assertEquals(List.of("Yard"), List.copyOf(desk.zones()));
  }

  @Test
  void whatCannotBeWrittenDownHasNotHappened() throws IOException {
    var rig = rig(dir);
    Files.createDirectory(dir.resolve("objects.json"));
    Files.createFile(dir.resolve("objects.json").resolve("in-the-way"));
    var engine = new FakeEngine();
    rig.attach("front", engine);
    assertThrows(IOException.class, () -> desk(rig, "front").set(people(0.7)));
    assertEquals(OF_FILE, rig.settings("front"));
    assertEquals(List.of(), engine.told);
  }

  @Test
  void aFileThatIsDamagedIsLeftAlone() throws IOException {
    Files.writeString(dir.resolve("objects.json"), "{\"version\":1");
    assertEquals(OF_FILE, rig(dir).settings("front"));
    assertTrue(Files.exists(dir.resolve("objects.json")));
  }

  @Test
  void withoutAFolderItIsForgotten() throws IOException {
    var rig = rig(null);
    assertEquals("page", desk(rig, "front").set(people(0.7)).from());
    assertEquals(OF_FILE, rig(null).settings("front"));
  }
}
