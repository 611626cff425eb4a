package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeftOutTest {
  private static final PictureFormat SMALL =
      new PictureFormat(32, 16, 10, Colour.SYCC); // 768 bytes
  private static final PictureFormat WIDE = new PictureFormat(64, 16, 10, Colour.SYCC);

  private final LeftOut leftOut = new LeftOut();

  /// Pictures of 768 bytes come every 100 ms, numbered from 0; those still there at the end.
  @ParameterizedTest
  @CsvSource({
    "0, 0, 3, ''",
    "300, 100000, 3, 0 1 2",
    "300, 100000, 9, 5 6 7 8",
    "350, 100000, 9, 5 6 7 8",
    "300, 2303, 9, 7 8",
    "300, 2304, 9, 6 7 8",
    "300, 767, 9, ''",
    "2000, 100000, 9, 0 1 2 3 4 5 6 7 8",
  })
  void keepsTheNewestWithinItsBounds(int millis, long bytes, int many, String kept) {
    var bounds = new Hindsight(Duration.ofMillis(millis), bytes);
    try (var pool = new PicturePool(SMALL, 20)) {
      int gone = 0;
      for (int i = 0; i < many; i++) {
        gone += add(pool, i, bounds);
      }
      assertEquals(many, gone + leftOut.size());
      assertEquals(kept, drain());
    }
  }

  @Test
  void neverHoldsMoreThanTheSourcesPoolIsGivenFor() {
    var bounds = new Hindsight(Duration.ofMillis(300), 100_000);
    try (var pool = new PicturePool(SMALL, 20)) {
      for (int i = 0; i < 40; i++) { // four times as often as the source said
        addAt(pool, i * 25L, bounds);
      }
      assertEquals(bounds.pictures(SMALL), leftOut.size());
      assertEquals("900 925 950 975", drain());
    }
  }

  @Test
  void picturesOfAnotherFormatGoAtOnce() {
    var bounds = new Hindsight(Duration.ofMillis(300), 100_000);
    try (var small = new PicturePool(SMALL, 9);
        var wide = new PicturePool(WIDE, 9)) {
      add(small, 0, bounds);
      add(small, 1, bounds);
      assertEquals(2, add(wide, 2, bounds));
      assertEquals("2", drain());
    }
  }

  @Test
  void lettingGoPutsEachBack() {
    var bounds = new Hindsight(Duration.ofMillis(300), 100_000);
    var pool = new PicturePool(SMALL, 9);
    for (int i = 0; i < 9; i++) {
      add(pool, i, bounds);
    }
    assertEquals(4, leftOut.clear());
    assertEquals(0, leftOut.size());
    pool.close();
    assertEquals(0, pool.made());
  }

  @ParameterizedTest
  @CsvSource({
    "1280, 720, 15, 10",
    "1280, 720, 30, 10",
    "640, 480, 15, 10",
    "640, 480, 30, 19",
    "1920, 1080, 15, 4",
    "3840, 2160, 15, 1"
  })
  void theStandardFitsASmallBoard(int width, int height, double fps, int pictures) {
    var format = new PictureFormat(width, height, fps, Colour.SYCC);
    assertEquals(pictures, Hindsight.STANDARD.pictures(format));
  }

  private int add(PicturePool pool, int number, Hindsight bounds) {
    return addAt(pool, number * 100L, bounds);
  }

  private int addAt(PicturePool pool, long millis, Hindsight bounds) {
    var picture = pool.take();
    assertNotNull(picture);
    picture.stamp(millis * 1_000_000, 0);
    int gone = leftOut.add(picture, bounds);
    picture.release();
    return gone;
  }

  /// What is there, oldest first, in tenths of a second; in milliseconds where that is no whole
  /// one.
  private String drain() {
    List<Long> millis = new ArrayList<>();
    for (Picture next = leftOut.poll(); next != null; next = leftOut.poll()) {
      millis.add(next.ticks() / 1_000_000);
      next.release();
    }
    boolean tenths = millis.stream().allMatch(m -> m % 100 == 0);
    return String.join(
        " ", millis.stream().map(m -> String.valueOf(tenths ? m / 100 : m)).toList());
  }
}
