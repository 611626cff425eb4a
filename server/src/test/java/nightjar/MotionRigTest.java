package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Clock;
import nightjar.config.Settings.EventSettings;
import nightjar.event.EventConfig;
import nightjar.event.Events;
import nightjar.event.Grid;
import nightjar.event.Judge;
import nightjar.event.Keeping;
import nightjar.event.Moment;
import nightjar.http.MotionDesk;
import nightjar.motion.MotionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings on their way to an engine, and what it sees on its way to events, with an engine that
/// takes what is brighter than its sensitivity for motion.
class MotionRigTest {
  private static final MotionConfig OF_FILE = sensitive(30);
  private static final EventSettings SETTINGS =
      new EventSettings(EventConfig.STANDARD, Keeping.STANDARD);

  @TempDir Path dir;

  private static MotionConfig sensitive(int sensitivity) {
    var standard = MotionConfig.STANDARD;
    return new MotionConfig(
        true,
        sensitivity,
        standard.minSize(),
        standard.minDuration(),
        standard.fps(),
        List.of(),
        standard.expert());
  }

  private static final class FakeEngine implements MotionEngine {
    final List<Integer> told = new ArrayList<>();
    private final WaitingEngine waiting = new WaitingEngine();

    @Override
    public String state() {
      return "quiet";
    }

    @Override
    public String guard() {
      return "none";
    }

    @Override
    public MotionDesk.Source source() {
      return waiting.source();
    }

    @Override
    public MotionDesk.Cost cost() {
      return waiting.cost();
    }

    @Override
    public MotionDesk.Saved saved() {
      return waiting.saved();
    }

    @Override
    public MotionDesk.Now now() {
      return waiting.now();
    }

    @Override
    public void set(MotionConfig config) {
      told.add(config.sensitivity());
    }

    @Override
    public void spare(double part) {}

    @Override
    public Judge judge(MotionConfig config) {
      return new Judge() {
        @Override
        public void begin(int columns, int rows, int[][] known, long ticks) {}

        @Override
        public Moment look(int[] blocks, long ticks, long at) {
          return moment(ticks, at, blocks[0] / 16 > 100 - config.sensitivity());
        }
      };
    }
  }

  private static Moment moment(long ticks, long at, boolean moves) {
    var state = moves ? Moment.State.MOVING : Moment.State.QUIET;
    return new Moment(ticks, at, state, Moment.Guard.NONE, moves ? 2 : 0, 0.1, 1, 1, List.of());
  }

  private MotionRig rig(Path data) {
    return new MotionRig(
        List.of("front", "back"), Map.of("front", OF_FILE), SETTINGS, data, Clock.SYSTEM);
  }

  private static MotionDesk desk(MotionRig rig, String camera) {
    return Optional.ofNullable(rig.shown(Map.of()).desks().get(camera)).orElseThrow();
  }

  @Test
  void thePageGoesBeforeTheFileAndTheFileBeforeTheStandard() throws IOException {
    var engine = new FakeEngine();
    try (var rig = rig(dir)) {
      rig.attach("front", engine);
      var desk = desk(rig, "front");
      assertEquals("file", desk.stand().from());
      assertEquals("standard", desk(rig, "back").stand().from());
      assertEquals("page", desk.set(sensitive(70)).from());
      desk.set(sensitive(70)); // changes nothing
      assertEquals(sensitive(70), rig.settings("front"));
      assertEquals(List.of(70), engine.told);
    }
    try (var rig = rig(dir)) {
      rig.attach("front", engine);
      assertEquals("page", desk(rig, "front").stand().from());
      assertEquals(OF_FILE, desk(rig, "front").reset().settings());
      assertEquals(List.of(70, 30), engine.told);
    }
  }

  @Test
  void whatIsSeenBecomesAnEventAndCanBeReplayed() throws Exception {
    try (var rig = rig(dir)) {
      rig.attach("front", new FakeEngine());
      rig.start();
      long ticks = Clock.SYSTEM.ticks(); // and on: of older ones silence would be heard between
      long at = Clock.SYSTEM.wallMicros();
      for (int i = 0; i < 100; i++) {
        var grid = new Grid(1, 1, new int[] {80 * 16}, new byte[1], new int[0][]);
        boolean moves = i < 10;
        rig.recorder("front").look(moment(ticks, at, moves), grid);
        ticks += 200_000_000;
        at += 200_000;
      }
      var wanted =
          new Events.Wanted(List.of("front"), 0, Long.MAX_VALUE, 10, Optional.empty(), Set.of());
      var events = rig.events();
      Await.until(
          () -> events.list(wanted).events().stream().anyMatch(e -> e.end() > 0),
          () -> "no event ends");
      var id = events.list(wanted).events().getFirst().id();
      var settings = events.find(id).orElseThrow().settings();
      assertEquals(30, ((Number) settings.get("sensitivity")).intValue());
      var desk = desk(rig, "front");
      Await.until(
          () -> desk.replay(0, at(), sensitive(50)).orElseThrow().events().size() == 1,
          () -> "it would not have been seen");
      var less = desk.replay(0, at(), sensitive(10)).orElseThrow();
      assertEquals(0, less.events().size());
      assertEquals(1, less.before().size());
    }
  }

  private static long at() {
    return Clock.SYSTEM.wallMicros() + 60_000_000;
  }

  @Test
  void aDemoLeavesNothingBehind() throws IOException {
    var rig = rig(null);
    rig.start();
    desk(rig, "back").set(sensitive(70));
    assertEquals("page", desk(rig, "back").stand().from());
    var folder = rig.passingFolder();
    assertTrue(Files.isDirectory(folder));
    rig.close();
    assertFalse(Files.exists(folder));
  }

  @Test
  void aBrokenFileIsNotBelieved() throws IOException {
    Files.writeString(dir.resolve("motion.json"), "{");
    try (var rig = rig(dir)) {
      assertEquals("file", desk(rig, "front").stand().from());
    }
  }
}
