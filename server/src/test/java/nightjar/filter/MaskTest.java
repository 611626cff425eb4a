package nightjar.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightjar.filter.Mask.Point;
import nightjar.media.PictureFormat;
import org.junit.jupiter.api.Test;

class MaskTest {
  private static final int SAMPLES = 9; // of a pixel's square, each way, its edges among them

  @Test
  void nothingUnderAMaskSurvivesAndNothingFarFromItChanges() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      var turn = Turn.values()[random.nextInt(4)];
      boolean mirror = random.nextBoolean();
      var before = Raw.anyFormat(random);
      var after = turn.isQuarter() ? Raw.format(before.height(), before.width()) : before;
      var masks = anyMasks(random);
      var unmasked = TurnTest.turned(turn, mirror);
      var config = new FilterConfig(turn, mirror, masks, Optional.empty());

      var one = Raw.noise(before, random);
      var two = Raw.noise(before, random);
      var message = "%s, %s, %s, seed %d".formatted(turn, before, masks, seed);
      compare(
          after,
          masks,
          Raw.filtered(unmasked, before, one),
          Raw.filtered(config, before, one),
          Raw.filtered(config, before, two),
          message);
    }
  }

  /// Two pictures that have nothing in common come out the same wherever a mask touches.
  private static void compare(
      PictureFormat format, List<Mask> masks, byte[] seen, byte[] one, byte[] two, String message) {
    for (var plane : Plane.of(format)) {
      for (int y = 0; y < plane.height(); y++) {
        for (int x = 0; x < plane.width(); x++) {
          int at = (int) plane.offset() + y * plane.width() + x;
          if (touched(masks, plane, x, y)) {
            int grey = plane.offset() == 0 ? 32 : 128;
            assertEquals(grey, one[at] & 255, () -> "at " + at + ", " + message);
            assertEquals(grey, two[at] & 255, () -> "at " + at + ", " + message);
          } else if (distance(masks, plane, x, y) > 2) {
            assertEquals(seen[at], one[at], () -> "at " + at + ", " + message);
          }
        }
      }
    }
  }

  /// Some place of the sample's square lies inside, by a rule of its own: how often the outline
  /// goes around it, as a sum of angles.
  private static boolean touched(List<Mask> masks, Plane plane, int x, int y) {
    for (var mask : masks) {
      if (distance(List.of(mask), plane, x, y) < 1) {
        for (int i = 0; i < SAMPLES * SAMPLES; i++) {
          double px = (x + i % SAMPLES / (SAMPLES - 1.0)) / plane.width();
          double py = (y + i / SAMPLES / (SAMPLES - 1.0)) / plane.height();
          if (Math.abs(turns(mask, px, py)) > 0.5) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static double turns(Mask mask, double x, double y) {
    double sum = 0;
    var points = mask.points();
    for (int i = 0; i < points.size(); i++) {
      var a = points.get(i);
      var b = points.get((i + 1) % points.size());
      double cross = (a.x() - x) * (b.y() - y) - (a.y() - y) * (b.x() - x);
      double dot = (a.x() - x) * (b.x() - x) + (a.y() - y) * (b.y() - y);
      sum += Math.atan2(cross, dot);
    }
    return sum / (2 * Math.PI);
  }

  /// Of the sample's middle from the nearest mask, in samples of its plane; 0 inside.
  private static double distance(List<Mask> masks, Plane plane, int x, int y) {
    double nearest = Double.MAX_VALUE;
    for (var mask : masks) {
      var points = mask.points();
      if (Math.abs(turns(mask, (x + 0.5) / plane.width(), (y + 0.5) / plane.height())) > 0.5) {
        return 0;
      }
      for (int i = 0; i < points.size(); i++) {
        var a = points.get(i);
        var b = points.get((i + 1) % points.size());
        var side =
            new Strokes.Line(
                a.x() * plane.width(),
                a.y() * plane.height(),
                b.x() * plane.width(),
                b.y() * plane.height());
        nearest = Math.min(nearest, side.distance(x + 0.5, y + 0.5));
      }
    }
    return nearest;
  }

  /// Large and small, thin, running over themselves, along the edges.
  private static List<Mask> anyMasks(Random random) {
    var masks = new ArrayList<Mask>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      double size = random.nextBoolean() ? 1 : 0.2 * random.nextDouble();
      double left = random.nextDouble(1 - size + 1e-9);
      double top = random.nextDouble(1 - size + 1e-9);
      var points = new ArrayList<Point>();
      for (int p = 3 + random.nextInt(4); p > 0; p--) {
        points.add(new Point(place(random, left, size), place(random, top, size)));
      }
      try {
        masks.add(new Mask(points));
      } catch (IllegalArgumentException _) {
        // drew a line
      }
    }
    return masks;
  }

  private static double place(Random random, double from, double size) {
    double at = random.nextInt(4) == 0 ? random.nextInt(9) / 8.0 : random.nextDouble();
    return Math.clamp(from + size * at, 0, 1);
  }

  @Test
  void aSquareIsMaskedToTheSample() {
    var format = Raw.format(16, 16);
    var square = List.of(at(0.3, 0.3), at(0.6, 0.3), at(0.6, 0.45), at(0.3, 0.45));
    var picture = Raw.filtered(masked(new Mask(square)), format, Raw.luma(format, 200));
    // 4.8 to 9.6 across, 4.8 to 7.2 down
    assertEquals(
        """
        ................
        ................
        ................
        ................
        ....######......
        ....######......
        ....######......
        ....######......
        ................
        """,
        drawn(picture, 0, 16, 9));
    assertEquals(
        """
        ........
        ........
        ..###...
        ..###...
        ........
        """,
        drawn(picture, 256, 8, 5));
  }

  @Test
  void whereAnOutlineRunsOverItselfIsHiddenAndAHoleIsDrawnTheOtherWay() {
    var format = Raw.format(40, 40);
    var star = new ArrayList<Point>();
    for (int i = 0; i < 5; i++) {
      double angle = i * 2 * 2 * Math.PI / 5;
      star.add(at(0.5 + 0.4 * Math.sin(angle), 0.5 - 0.4 * Math.cos(angle)));
    }
    assertTrue(isMasked(new Mask(star), format, 20, 20));

    var ring = new ArrayList<>(square(0.1));
    ring.add(ring.getFirst());
    var inner = new ArrayList<>(square(0.3));
    inner.add(inner.getFirst());
    var same = new ArrayList<>(ring);
    same.addAll(inner);
    assertTrue(isMasked(new Mask(same), format, 20, 20));

    Collections.reverse(inner);
    ring.addAll(inner);
    assertFalse(isMasked(new Mask(ring), format, 20, 20));
    assertTrue(isMasked(new Mask(ring), format, 8, 20));
  }

  @Test
  void allOfThePictureCanBeMasked() {
    var format = Raw.format(30, 18);
    var picture =
        Raw.filtered(masked(new Mask(square(0))), format, Raw.noise(format, new Random(4)));
    var expected = Raw.luma(format, 128);
    Arrays.fill(expected, 0, 30 * 18, (byte) 32);
    assertArrayEquals(expected, picture);
  }

  @Test
  void whatCoversNothingOrLiesOutsideIsRefused() {
    assertEquals(
        "a mask has 3 to 32 points: 2", refusal(() -> new Mask(List.of(at(0, 0), at(1, 1)))));
    assertEquals(
        "a mask has 3 to 32 points: 33",
        refusal(() -> new Mask(Collections.nCopies(33, at(0, 0)))));
    var flat = "a mask covers an area, but all its points lie on one line: move one of them away";
    assertEquals(flat, refusal(() -> new Mask(List.of(at(0, 0), at(0.5, 0.5), at(1, 1)))));
    assertEquals(flat, refusal(() -> new Mask(Collections.nCopies(4, at(0.3, 0.2)))));
    assertEquals(
        "a mask's points lie in the picture, from 0 to 1: 1.5, 0.0", refusal(() -> at(1.5, 0)));
    assertEquals(
        "a mask's points lie in the picture, from 0 to 1: 0.0, NaN",
        refusal(() -> at(0, Double.NaN)));
    assertEquals(
        "a camera has at most 32 masks: 33",
        refusal(() -> masked(Collections.nCopies(33, new Mask(square(0))).toArray(Mask[]::new))));
  }

  private static boolean isMasked(Mask mask, PictureFormat format, int x, int y) {
    var picture = Raw.filtered(masked(mask), format, Raw.luma(format, 200));
    return picture[y * format.width() + x] == 32;
  }

  private static FilterConfig masked(Mask... masks) {
    return new FilterConfig(Turn.NONE, false, List.of(masks), Optional.empty());
  }

  private static Point at(double x, double y) {
    return new Point(x, y);
  }

  private static List<Point> square(double inset) {
    double far = 1 - inset;
    return List.of(at(inset, inset), at(far, inset), at(far, far), at(inset, far));
  }

  private static String drawn(byte[] picture, int from, int width, int rows) {
    var text = new StringBuilder();
    for (int i = 0; i < width * rows; i++) {
      text.append((picture[from + i] & 255) == 200 ? '.' : '#')
          .append((i + 1) % width == 0 ? "\n" : "");
    }
    return text.toString();
  }

  private static String refusal(Runnable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
