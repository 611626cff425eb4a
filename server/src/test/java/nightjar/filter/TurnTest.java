package nightjar.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.Test;

class TurnTest {
  @Test
  void everySampleGoesWhereANaiveTurnPutsIt() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var format = Raw.anyFormat(random);
      var samples = Raw.noise(format, random);
      var turn = Turn.values()[random.nextInt(4)];
      boolean mirror = random.nextBoolean();
      assertArrayEquals(
          naive(format, samples, turn, mirror),
          Raw.filtered(turned(turn, mirror), format, samples),
          "%s, mirror %s, %s, seed %d".formatted(turn, mirror, format, seed));
    }
  }

  @Test
  void everyTurnOfEverySizeNearAWholeBlock() {
    var random = new Random(1);
    for (int width : new int[] {16, 18, 62, 64, 66, 126, 128, 130, 258}) {
      for (int height : new int[] {16, 64, 66, 128, 134}) {
        var format = Raw.format(width, height);
        var samples = Raw.noise(format, random);
        for (var turn : Turn.values()) {
          assertArrayEquals(
              naive(format, samples, turn, true),
              Raw.filtered(turned(turn, true), format, samples),
              turn + " " + format);
        }
      }
    }
  }

  @Test
  void rightTurnsTheTopToTheRight() {
    var format = Raw.format(16, 16);
    var samples = new byte[(int) format.bytes()];
    samples[0] = 1; // top left
    samples[15] = 2; // top right
    assertEquals("15:1 255:2", lit(Raw.filtered(turned(Turn.RIGHT, false), format, samples)));
    assertEquals("240:1 0:2", lit(Raw.filtered(turned(Turn.LEFT, false), format, samples)));
    assertEquals("255:1 240:2", lit(Raw.filtered(turned(Turn.HALF, false), format, samples)));
    assertEquals("15:1 0:2", lit(Raw.filtered(turned(Turn.NONE, true), format, samples)));
    assertEquals("240:1 255:2", lit(Raw.filtered(turned(Turn.HALF, true), format, samples)));
  }

  @Test
  void fourQuartersAreNone() {
    var format = Raw.format(98, 50);
    var samples = Raw.noise(format, new Random(2));
    for (var turn : List.of(Turn.RIGHT, Turn.LEFT)) {
      var turned = samples;
      for (int i = 0; i < 4; i++) {
        turned =
            Raw.filtered(turned(turn, false), i % 2 == 0 ? format : Raw.format(50, 98), turned);
      }
      assertArrayEquals(samples, turned);
    }
  }

  @Test
  void nothingAskedForChangesNothing() {
    var format = Raw.format(34, 20);
    var samples = Raw.noise(format, new Random(3));
    assertArrayEquals(samples, Raw.filtered(FilterConfig.NONE, format, samples));
  }

  @Test
  void aQuarterTurnSwapsWidthAndHeightAndKeepsTheStamp() {
    var format = Raw.format(32, 18);
    try (var filter = new Filter(turned(Turn.LEFT, false), format, ZoneOffset.UTC);
        var before = new PicturePool(format, 1);
        var after = new PicturePool(filter.after(), 1)) {
      assertEquals(Raw.format(18, 32), filter.after());
      var from = Raw.take(before);
      var to = Raw.take(after);
      from.stamp(123, 456);
      filter.apply(from, to);
      assertEquals("123 456", to.ticks() + " " + to.captured());
      from.release();
      to.release();
    }
  }

  @Test
  void aPictureOfAnotherSizeOrInTheWrongPlaceIsRefused() {
    var format = Raw.format(32, 32);
    try (var quarter = new Filter(turned(Turn.RIGHT, false), format, ZoneOffset.UTC);
        var half = new Filter(turned(Turn.HALF, false), format, ZoneOffset.UTC);
        var pool = new PicturePool(format, 2);
        var smaller = new PicturePool(Raw.format(32, 30), 1)) {
      var one = Raw.take(pool);
      var two = Raw.take(pool);
      var small = Raw.take(smaller);
      assertEquals("a quarter turn needs a second picture", refusal(() -> quarter.apply(one, one)));
      assertEquals("pictures are filtered in place", refusal(() -> half.apply(one, two)));
      assertEquals("made for 32x32, not 32x30", refusal(() -> half.apply(small, small)));
      one.release();
      two.release();
      small.release();
    }
  }

  private static String refusal(Runnable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }

  static FilterConfig turned(Turn turn, boolean mirror) {
    return new FilterConfig(turn, mirror, List.of(), Optional.empty());
  }

  private static String lit(byte[] samples) {
    var text = new StringBuilder();
    for (int value = 1; value <= 2; value++) {
      for (int i = 0; i < 256; i++) {
        text.append(samples[i] == value ? " " + i + ":" + value : "");
      }
    }
    return text.substring(1);
  }

  private static byte[] naive(PictureFormat format, byte[] samples, Turn turn, boolean mirror) {
    var result = new byte[samples.length];
    for (var plane : Plane.of(format)) {
      int width = plane.width();
      int height = plane.height();
      int across = turn.isQuarter() ? height : width;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int toX =
              switch (turn) {
                case NONE -> x;
                case RIGHT -> height - 1 - y;
                case HALF -> width - 1 - x;
                case LEFT -> y;
              };
          int toY =
              switch (turn) {
                case NONE -> y;
                case RIGHT -> x;
                case HALF -> height - 1 - y;
                case LEFT -> width - 1 - x;
              };
          toX = mirror ? across - 1 - toX : toX;
          result[(int) plane.offset() + toY * across + toX] =
              samples[(int) plane.offset() + y * width + x];
        }
      }
    }
    return result;
  }
}
