package nightjar.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PicturePoolTest {
  private static final PictureFormat SMALL = new PictureFormat(32, 16, 15, Colour.SYCC);

  private final PicturePool pool = new PicturePool(SMALL, 2);

  @Test
  void handsOutNoMoreThanItMay() {
    var first = take();
    take();
    assertNull(pool.take());
    first.release();
    assertSame(first, pool.take());
    assertEquals(2, pool.made());
  }

  @Test
  void makesPicturesOnlyWhenNeeded() {
    take().release();
    take().release();
    assertEquals(1, pool.made());
  }

  @Test
  void closingFreesEachPictureWhenItsLastHolderLetsGo() {
    var held = take();
    var idle = take();
    idle.release();
    pool.close();
    assertFalse(idle.memory().scope().isAlive());
    held.release();
    assertFalse(held.memory().scope().isAlive());
    assertEquals(0, pool.made());
  }

  @Test
  void planesLieOneAfterTheOther() {
    var picture = take();
    assertEquals(32 * 16, picture.chromaBlueOffset());
    assertEquals(32 * 16 + 16 * 8, picture.chromaRedOffset());
    assertEquals(32 * 16 * 3 / 2, picture.memory().byteSize());
  }

  @Test
  void formatsThatCannotBeAreRefused() {
    for (var size : new int[] {0, 15, 31, -32, 8194}) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> new PictureFormat(size, 16, 15, Colour.SYCC));
      assertEquals("width must be even, from 16 to 8192: " + size, e.getMessage());
    }
    for (var fps : new double[] {0, -1, 241, Double.NaN}) {
      assertThrows(
          IllegalArgumentException.class, () -> new PictureFormat(32, 16, fps, Colour.SYCC));
    }
  }

  private Picture take() {
    var picture = pool.take();
    assertNotNull(picture);
    return picture;
  }
}
