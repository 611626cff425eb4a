package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramingTest {
  private static Crop around(Box... boxes) {
    return Framing.around(List.of(boxes), 1280, 720, 300);
  }

  @Test
  void takesTheModelsSizeForWhatIsSmall() {
    assertEquals(new Crop(490, 210, 300, 300), around(new Box(0.49, 0.49, 0.02, 0.02)));
  }

  @Test
  void leavesRoomAroundWhatIsLarge() {
    assertEquals(new Crop(388, 108, 504, 504), around(new Box(0.4, 0.25, 0.2, 0.5)));
  }

  @Test
  void staysInThePicture() {
    assertEquals(new Crop(0, 420, 300, 300), around(new Box(0, 0.95, 0.02, 0.05)));
    assertEquals(new Crop(0, 0, 1280, 720), around(new Box(0, 0, 1, 1)));
  }

  @Test
  void takesInWhatFitsBeside() {
    var first = new Box(0.5, 0.5, 0.02, 0.04);
    var near = new Box(0.6, 0.5, 0.02, 0.04);
    var far = new Box(0.9, 0.5, 0.02, 0.04);
    var crop = around(first, far, near);
    var shown = Framing.part(crop, 1280, 720);
    assertEquals(300, crop.width());
    assertEquals(1, near.within(shown), 1e-6);
    assertEquals(1, first.within(shown), 1e-6);
    assertEquals(0, far.within(shown), 1e-6);
  }

  /// Any boxes in any picture: even, inside, and showing the first.
  @Test
  void isAlwaysAPartOfThePicture() {
    for (int seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      int width = random.nextInt(1, 1_000) * 2;
      int height = random.nextInt(1, 1_000) * 2;
      var boxes = new ArrayList<Box>();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        double x = random.nextDouble();
        double y = random.nextDouble();
        boxes.add(
            new Box(
                x,
                y,
                (1 - x) * random.nextDouble(0.001, 1),
                (1 - y) * random.nextDouble(0.001, 1)));
      }
      var crop = Framing.around(boxes, width, height, random.nextInt(2, 700));
      var said = "seed " + seed + ": " + crop + " of " + width + "x" + height;
      assertEquals(0, (crop.x() | crop.y() | crop.width() | crop.height()) & 1, said);
      assertTrue(crop.width() > 0 && crop.height() > 0, said);
      assertTrue(crop.x() >= 0 && crop.x() + crop.width() <= width, said);
      assertTrue(crop.y() >= 0 && crop.y() + crop.height() <= height, said);
      double pixels = 3.0 / Math.min(width, height);
      var shown = Framing.part(crop, width, height);
      var first = boxes.getFirst();
      assertTrue(first.x() >= shown.x() - pixels && first.right() <= shown.right() + pixels, said);
      assertTrue(
          first.y() >= shown.y() - pixels && first.bottom() <= shown.bottom() + pixels, said);
    }
  }
}
