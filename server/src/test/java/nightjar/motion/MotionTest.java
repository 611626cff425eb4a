package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MotionTest {
  private static final long STEP = 100_000_000; // nanoseconds
  private static final int LOOKS = 2000;
  private static final int EVIDENCE = 72; // bytes of the record, at most

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long ticks;

  private static List<MemorySegment> pictures(Scene scene, Arena arena, int count) {
    var pictures = new ArrayList<MemorySegment>();
    for (int i = 0; i < count; i++) {
      var luma = scene.at(i / 10.0);
      pictures.add(arena.allocate(luma.byteSize()).copyFrom(luma));
    }
    return pictures;
  }

  private long allocated(Motion motion, List<MemorySegment> pictures) {
    look(motion, pictures, 6000);
    long before = threads.getCurrentThreadAllocatedBytes();
    look(motion, pictures, LOOKS);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private void look(Motion motion, List<MemorySegment> pictures, int times) {
    for (int i = 0; i < times; i++) {
      motion.look(pictures.get(i % pictures.size()), ticks += STEP);
    }
  }

  @Test
  void aQuietSceneAllocatesNothing() {
    try (var scene = new Scene(320, 240, 1);
        var arena = Arena.ofConfined()) {
      var pictures = pictures(scene, arena, 20);
      assertEquals(0, allocated(new Motion(320, 240, MotionConfig.STANDARD), pictures));
    }
  }

  /// One small record for each thing that is followed and does not count yet, at most: 167 bytes a
  /// look were measured.
  @Test
  void aBusySceneAllocatesLittle() {
    try (var scene = new Scene(320, 240, 1);
        var arena = Arena.ofConfined()) {
      for (int i = 0; i < 8; i++) {
        scene.with(
            Things.person(Things.across(0, 0.1 + 0.1 * i, 0.3 + 0.08 * i, 0.2), Scenes.DARK));
      }
      var pictures = pictures(scene, arena, 100);
      var motion = new Motion(320, 240, MotionConfig.STANDARD);
      long each = allocated(motion, pictures) / LOOKS;
      assertTrue(each <= 8 * EVIDENCE, each + " bytes a look");
    }
  }

  @Test
  void otherSettingsKeepWhatWasLearned() {
    try (var scene = new Scene(320, 240, 1)) {
      var motion = new Motion(320, 240, MotionConfig.STANDARD);
      Seen.of(scene, motion, 0, 6, 10);
      int[] before = background(motion);
      motion.use(MotionConfigTest.sensitivity(60));
      assertArrayEquals(before, background(motion));
      var after = Seen.of(scene, motion, 6, 9, 10);
      assertTrue(
          after.stream()
              .allMatch(s -> s.state() == Sight.State.QUIET && s.guard() == Sight.Guard.NONE),
          () -> Seen.film(after));
    }
  }

  @Test
  void otherSettingsKeepWhoIsFollowed() {
    try (var scene = new Scene(320, 240, 1).with(Scenes.walker(4, 0.15))) {
      var motion = new Motion(320, 240, MotionConfig.STANDARD);
      var before = Seen.of(scene, motion, 0, 7, 10).getLast();
      motion.use(MotionConfigTest.sensitivity(60));
      var after = Seen.of(scene, motion, 7, 9, 10);
      assertEquals(1, before.counting().size());
      for (var seen : after) {
        assertEquals(Sight.State.MOVING, seen.state());
        assertEquals(before.counting().getFirst().id(), seen.counting().getFirst().id());
      }
    }
  }

  @Test
  void otherSettingsHoldFromTheNextLookOn() {
    try (var scene = new Scene(320, 240, 1).with(Scenes.walker(6, 0.2))) {
      var motion = new Motion(320, 240, MotionConfig.STANDARD);
      Seen.of(scene, motion, 0, 5, 10);
      motion.use(
          MotionConfigTest.zones(ZoneTest.of("all", Zone.Kind.IGNORE, 0, 0, 1, 0, 1, 1, 0, 1)));
      var blind = Seen.of(scene, motion, 5, 11, 10);
      assertTrue(blind.stream().allMatch(seen -> seen.state() == Sight.State.QUIET));
    }
  }

  private static int[] background(Motion motion) {
    return motion.known(new int[0][])[0];
  }

  /// An engine that is told what another one knows finds what that one finds.
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, -0.3})
  void aKnownBackgroundIsAsGoodAsHavingLooked(double speed) {
    try (var scene = new Scene(768, 432, 1).with(Scenes.walker(8, speed))) {
      var looked = new Motion(768, 432, MotionConfig.STANDARD);
      var quiet = Seen.of(scene, looked, 0, 7.8, 10);
      assertEquals(0, Seen.moving(quiet));
      var told = new Motion(768, 432, MotionConfig.STANDARD);
      var known = looked.known(new int[0][]);
      looked.look(scene.at(7.8), 7_800_000_000L);
      told.begin(known, 7_800_000_000L);
      var ofLooked = new ArrayList<Seen>();
      var ofTold = new ArrayList<Seen>();
      for (int i = 79; i < 110; i++) {
        var sight = looked.look(scene.at(i / 10.0), i * STEP);
        ofLooked.add(Seen.of(i / 10.0, sight));
        ofTold.add(Seen.of(i / 10.0, told.look(sight.blocks().clone(), i * STEP)));
      }
      assertEquals(Seen.sureAt(ofLooked), Seen.sureAt(ofTold), 0.11, Seen.film(ofTold));
      assertTrue(Seen.moving(ofLooked) > 10);
      assertEquals(Seen.moving(ofLooked), Seen.moving(ofTold), 2, Seen.film(ofTold));
      assertTrue(ofTold.stream().noneMatch(seen -> seen.guard() == Sight.Guard.LEARNING));
    }
  }

  /// Whoever is there already when an engine begins with a background that it is told.
  @Test
  void whoDiffersFromAKnownBackgroundIsFoundAtOnce() {
    try (var empty = new Scene(768, 432, 1);
        var scene = new Scene(768, 432, 1).with(Scenes.walker(-2, 0.15))) {
      var looked = new Motion(768, 432, MotionConfig.STANDARD);
      Seen.of(empty, looked, 0, 8, 10);
      var known = looked.known(new int[0][]);
      var told = new Motion(768, 432, MotionConfig.STANDARD);
      told.begin(known, -STEP);
      var seen = Seen.of(scene, told, 0, 3, 10);
      assertTrue(Seen.sureAt(seen) <= 1, Seen.film(seen));
    }
  }

  /// What was known of blobs before does not join with those after.
  @Test
  void beginsAnewWhereSomethingWasBefore() {
    var motion = new Motion(320, 240, MotionConfig.STANDARD);
    int[] empty = with();
    look(motion, empty, 40);
    look(motion, with(5, 5, 45, 20), 1);
    motion.begin(new int[][] {empty, new int[empty.length]}, ticks);
    look(motion, empty, 1);
    assertEquals(Sight.State.STIRRING, motion.look(with(46, 21), ticks += STEP).state());
  }

  private void look(Motion motion, int[] blocks, int times) {
    for (int i = 0; i < times; i++) {
      motion.look(blocks, ticks += STEP);
    }
  }

  /// Blocks of 80 by 60 with dark squares of ten.
  private static int[] with(int... corners) {
    int[] blocks = new int[80 * 60];
    Arrays.fill(blocks, 100 * 16);
    for (int i = 0; i < corners.length; i += 2) {
      for (int n = 0; n < 100; n++) {
        blocks[(corners[i + 1] + n / 10) * 80 + corners[i] + n % 10] = 20 * 16;
      }
    }
    return blocks;
  }

  /// Blocks that are kept and looked at again tell the same.
  @Test
  void theMeansOfBlocksTellTheSameAsThePicture() {
    try (var scene = new Scene(320, 240, 1).with(Scenes.walker(4, 0.2))) {
      var first = new Motion(320, 240, MotionConfig.STANDARD);
      var again = new Motion(320, 240, MotionConfig.STANDARD);
      for (int i = 0; i < 80; i++) {
        var sight = first.look(scene.at(i / 10.0), i * STEP);
        var other = again.look(sight.blocks().clone(), i * STEP);
        assertEquals(Seen.of(i, sight), Seen.of(i, other));
        assertArrayEquals(sight.scores(), other.scores());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2.5, 2", "5, 1.5", "15, 1.5", "30, 1.5"})
  void findsSomebodyAtAnyRate(double fps, double within) {
    try (var scene = new Scene(320, 240, 1).with(Scenes.walker(5, 0.15))) {
      var motion = new Motion(320, 240, MotionConfig.STANDARD);
      var seen = Seen.of(scene, motion, 0, 9, fps);
      double sure = Seen.sureAt(seen);
      assertTrue(sure >= 5 && sure <= 5 + within, sure + " s: " + Seen.film(seen));
    }
  }
}
