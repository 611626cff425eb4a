package nightjar.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void autoIsTheLeastThatBringsItToSixHundredAndForty() {
    assertEquals("640x360", of(Scale.AUTO, 1280, 720));
    assertEquals("640x360", of(Scale.AUTO, 1920, 1080));
    assertEquals("640x360", of(Scale.AUTO, 3840, 2160));
    assertEquals("432x240", of(Scale.AUTO, 1296, 720));
    assertEquals("320x240", of(Scale.AUTO, 640, 480), "at least half");
  }

  @Test
  void whatDoesNotFillASampleIsCutOff() {
    assertEquals("426x240", of(Scale.THIRD, 1280, 720));
    assertEquals("320x180", of(Scale.QUARTER, 1280, 720));
    assertEquals("158x88", of(Scale.HALF, 318, 178));
  }

  @Test
  void aPictureThatIsSmallAlreadyStaysOne() {
    assertEquals("32x16", of(Scale.AUTO, 32, 16));
    assertEquals("18x16", of(Scale.QUARTER, 36, 32), "half of it");
  }

  private static String of(Scale scale, int width, int height) {
    var small = scale.of(new PictureFormat(width, height, 15, Colour.SYCC));
    return small.width() + "x" + small.height();
  }
}
