package nightjar.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlabPoolTest {
  private final SlabPool pool = new SlabPool(64 << 10);

  @Test
  void sizesGrowInQuarters() {
    assertEquals(4096, SlabPool.step(1));
    assertEquals(4096, SlabPool.step(4096));
    assertEquals(5120, SlabPool.step(4097));
    assertEquals(8192, SlabPool.step(8192));
    assertEquals(10240, SlabPool.step(8193));
    assertEquals(1_572_864, SlabPool.step(1_382_400));
  }

  @Test
  void noMoreThanAQuarterIsWasted() {
    for (long bytes = 4096; bytes < 1 << 21; bytes += 997) {
      long step = SlabPool.step(bytes);
      assertTrue(step >= bytes && step <= bytes * 5 / 4 + 1, bytes + " -> " + step);
    }
  }

  @Test
  void whatComesBackIsUsedAgain() {
    var first = pool.take(5000);
    first.release();
    assertSame(first, pool.take(4500));
  }

  @Test
  void countsWhatIsHeldAndWhatLiesIdle() {
    var a = pool.take(4096);
    var b = pool.take(8192);
    assertEquals("held 12288 idle 0", counts());
    a.release();
    assertEquals("held 8192 idle 4096", counts());
    b.release();
    assertEquals("held 0 idle 12288", counts());
  }

  @Test
  void keepsNoMoreIdleThanItMay() {
    var large = pool.take(1 << 20);
    large.release();
    assertEquals("held 0 idle 0", counts());
    assertFalse(large.memory().scope().isAlive());
  }

  @Test
  void theLastHolderLetsGo() {
    var slab = pool.take(100);
    slab.hold();
    slab.release();
    assertEquals("held 4096 idle 0", counts());
    slab.release();
    assertEquals("held 0 idle 4096", counts());
  }

  @Test
  void oneReleaseTooManyIsABug() {
    var slab = pool.take(100);
    slab.release();
    assertThrows(IllegalStateException.class, slab::release);
  }

  @Test
  void holdingWhatWasLetGoIsABug() {
    var slab = pool.take(100);
    slab.release();
    assertThrows(IllegalStateException.class, slab::hold);
  }

  @Test
  void closingFreesTheIdleAtOnceAndTheHeldWhenLetGo() {
    var idle = pool.take(100);
    var held = pool.take(9000);
    idle.release();
    pool.close();
    assertFalse(idle.memory().scope().isAlive());
    assertTrue(held.memory().scope().isAlive());
    held.release();
    assertFalse(held.memory().scope().isAlive());
    assertThrows(IllegalStateException.class, () -> pool.take(1));
  }

  /// No two holders share a byte, whatever the order of taking and letting go.
  @Test
  void nobodyWritesIntoAnothersSlab() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var held = new ArrayList<Slab>();
    for (int i = 0; i < 5_000; i++) {
      if (held.size() < 20 && random.nextBoolean()) {
        var slab = pool.take(1 + random.nextInt(40_000));
        slab.memory().fill((byte) held.size());
        slab.memory().set(ValueLayout.JAVA_LONG, 0, System.identityHashCode(slab));
        held.add(slab);
      } else if (!held.isEmpty()) {
        var slab = held.remove(random.nextInt(held.size()));
        assertEquals(
            System.identityHashCode(slab),
            slab.memory().get(ValueLayout.JAVA_LONG, 0),
            "-Dseed=" + seed);
        slab.release();
      }
    }
  }

  private String counts() {
    return "held " + pool.heldBytes() + " idle " + pool.idleBytes();
  }
}
