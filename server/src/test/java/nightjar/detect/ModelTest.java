package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import nightjar.media.Colour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The model that comes along, as it is.
class ModelTest {
  @BeforeEach
  void needsTheModel() {
    assumeTrue(
        Files.exists(Path.of(System.getProperty("nightjar.model", "none"), "objects.tflite")),
        "the model was not fetched");
  }

  @Test
  void seesNothingInAPlainPictureAgainAndAgain() throws IOException {
    try (var net = Models.standard().open()) {
      assertEquals(300, net.size());
      var picture = Pictures.plain(640, 360, Colour.SYCC, 128);
      net.take(picture, new Crop(0, 0, 640, 360));
      assertEquals(List.of(), net.look(0.3));
      var faint = net.look(0.01);
      assertEquals(faint, net.look(0.01));
      for (var found : faint) {
        assertTrue(found.score() >= 0.01 && found.score() <= 1, found::toString);
        assertTrue(found.box().area() > 0 && found.box().right() <= 1.000001, found::toString);
      }
      picture.release();
    }
  }

  @Test
  void isShownPartsOfAnySize() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var net = Models.standard().open()) {
      for (var crop :
          List.of(
              new Crop(0, 0, 16, 16),
              new Crop(6, 4, 2, 2),
              new Crop(0, 0, 3840, 2),
              new Crop(3838, 0, 2, 1000),
              new Crop(2, 2, 3836, 1438))) {
        int width = Math.max(16, crop.x() + crop.width());
        int height = Math.max(16, crop.y() + crop.height());
        var picture = Pictures.noise(width, height, Colour.BT709, random);
        net.take(picture, crop);
        picture.release();
        for (var found : net.look(0.05)) {
          assertTrue(found.box().area() > 0, () -> "seed " + seed + ": " + found);
        }
      }
    }
  }

  @Test
  void knowsWhatItCanTell() throws IOException {
    assertEquals(EnumSet.allOf(Kind.class), Models.standard().kinds());
  }
}
