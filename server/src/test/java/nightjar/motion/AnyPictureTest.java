package nightjar.motion;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a camera delivers, the engine goes on, and what it says stays in its bounds.
class AnyPictureTest {
  private static final long JUST = 250_000_000; // nanoseconds that a track is waited for
  private static final int LOOKS = 60;
  private static final List<Grid> SIZES =
      List.of(
          Grid.of(16, 16),
          Grid.of(17, 31),
          Grid.of(39, 16),
          Grid.of(321, 243),
          Grid.of(640, 480),
          Grid.of(641, 479),
          Grid.of(480, 854),
          Grid.of(1286, 725),
          Grid.of(1920, 1080));

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void neverThrowsAndStaysInBounds() {
    for (var size : SIZES) {
      int rounds = (size.width() > 1000 ? 3 : 12) * Integer.getInteger("rounds", 1);
      for (int round = 0; round < rounds; round++) {
        run(size);
      }
    }
  }

  private void run(Grid size) {
    var motion = new Motion(size.width(), size.height(), anyConfig());
    try (var arena = Arena.ofConfined()) {
      var luma = arena.allocate((long) size.width() * size.height());
      long ticks = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
      boolean first = true;
      int kind = random.nextInt(9);
      for (int look = 0; look < LOOKS; look++) {
        kind = random.nextInt(4) == 0 ? random.nextInt(9) : kind;
        paint(luma, size, kind, look);
        if (random.nextInt(25) == 0) {
          motion.use(anyConfig());
        }
        if (random.nextInt(40) == 0) {
          int[] mean = random.ints(size.blocks(), 0, 255 * 16 + 1).toArray();
          int[] noise = random.ints(size.blocks(), 0, 4 * 256).toArray();
          motion.begin(new int[][] {mean, noise}, ticks);
          first = false;
        }
        check(motion.look(luma, ticks), ticks, first, size);
        first = false;
        ticks += anyStep();
      }
    }
  }

  private long anyStep() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> random.nextLong(1_000_000_000L);
      case 3 -> random.nextLong(300_000_000_000L);
      default -> 100_000_000;
    };
  }

  private MotionConfig anyConfig() {
    var zone = ZoneTest.of("some", Zone.Kind.INCLUDE, 0, 0, 0.7, 0, 0.7, 1, 0, 1);
    var ignored = ZoneTest.of("other", Zone.Kind.IGNORE, 0.5, 0, 1, 0, 1, 0.5, 0.5, 0.5);
    return switch (random.nextInt(5)) {
      case 0 -> MotionConfigTest.sensitivity(100);
      case 1 -> MotionConfigTest.minSize(0.01);
      case 2 -> MotionConfigTest.zones(zone, ignored);
      case 3 -> MotionConfigTest.minDuration(Duration.ZERO);
      default -> MotionConfig.STANDARD;
    };
  }

  private void paint(MemorySegment luma, Grid size, int kind, int look) {
    switch (kind) {
      case 0 -> luma.fill((byte) random.nextInt(256));
      case 1 -> luma.fill((byte) (look % 2 == 0 ? 0 : 255));
      case 2 -> luma.fill((byte) 255);
      case 3 -> luma.set(JAVA_BYTE, random.nextLong(luma.byteSize()), (byte) random.nextInt(256));
      case 4 -> scatter(luma);
      case 5 -> square(luma, size, (byte) 0);
      case 6 -> square(luma, size, (byte) random.nextInt(256));
      case 7 -> {}
      default -> {
        luma.fill((byte) 90);
        square(luma, size, (byte) 200);
        square(luma, size, (byte) 30);
      }
    }
  }

  private void scatter(MemorySegment luma) {
    byte[] noise = new byte[4096];
    random.nextBytes(noise);
    for (long at = 0; at < luma.byteSize(); at += noise.length) {
      long count = Math.min(noise.length, luma.byteSize() - at);
      MemorySegment.copy(noise, 0, luma, JAVA_BYTE, at, (int) count);
    }
  }

  private void square(MemorySegment luma, Grid size, byte level) {
    int left = random.nextInt(size.width());
    int top = random.nextInt(size.height());
    int wide = 1 + random.nextInt(size.width() - left);
    int bottom = top + 1 + random.nextInt(size.height() - top);
    for (int y = top; y < bottom; y++) {
      luma.asSlice((long) y * size.width() + left, wide).fill(level);
    }
  }

  private void check(Sight sight, long ticks, boolean first, Grid size) {
    String where = "-Dseed=" + seed + " " + size;
    assertEquals(ticks, sight.ticks(), where);
    assertTrue(!first || sight.state() == Sight.State.LEARNING, where);
    for (int block : sight.blocks()) {
      assertTrue(block >= 0 && block <= 255 * 16, where + " block " + block);
    }
    for (byte score : sight.scores()) {
      assertTrue(score == 0 || (score & 0xff) >= Background.WEAK, where + " score " + score);
    }
    in(0, sight.area(), 1, where + " area");
    in(0, sight.score(), 255, where + " score");
    in(0, sight.noise(), 255, where + " noise");
    in(0, sight.gain(), 10, where + " gain");
    boolean there = false;
    for (var track : sight.tracks()) {
      check(track, ticks, where);
      there |= track.counts() && ticks - track.last() < JUST;
    }
    assertEquals(
        there, sight.state() == Sight.State.MOVING || sight.state() == Sight.State.STILL, where);
    boolean learning = !there && sight.guard() == Sight.Guard.LEARNING;
    assertEquals(learning, sight.state() == Sight.State.LEARNING, where);
    if (sight.guard() == Sight.Guard.LIGHT) {
      assertTrue(sight.tracks().stream().allMatch(Track::counts), where);
    }
  }

  private static void check(Track track, long ticks, String where) {
    in(0, track.left(), 1, where + " left");
    in(0, track.top(), 1, where + " top");
    in(1e-9, track.width(), 1 - track.left() + 1e-6, where + " width");
    in(1e-9, track.height(), 1 - track.top() + 1e-6, where + " height");
    in(1e-9, track.area(), track.width() * track.height() + 1e-6, where + " area of a track");
    in(0, track.score(), 255, where + " score of a track");
    assertTrue(track.first() <= track.last() && track.last() <= ticks, where);
    var evidence = track.evidence();
    assertTrue(Float.isFinite(evidence.growth()) && evidence.growth() > 0, where + evidence);
    assertTrue(Float.isFinite(evidence.travel()) && Float.isFinite(evidence.way()), where);
    assertTrue(evidence.hits() <= evidence.looks(), where);
  }

  private static void in(double least, double value, double most, String what) {
    assertTrue(value >= least && value <= most, what + " " + value);
  }
}
