package nightjar.camera.rpicam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import nightjar.camera.RpicamOptions.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachedCamerasTest {
  @TempDir Path dir;

  @Test
  void theProgramsListIsRead() throws Exception {
    FakeRpicam.install(dir.resolve("rpicam-vid"), "nothing", Path.of("none"));
    assertEquals(
        List.of(
            new AttachedCameras.Attached(
                0,
                "imx708",
                4608,
                2592,
                List.of(mode(1536, 864, 10, 120.13), mode(2304, 1296, 10, 56.03))),
            new AttachedCameras.Attached(
                1,
                "ov5647",
                2592,
                1944,
                List.of(mode(640, 480, 10, 58.92), mode(1296, 972, 8, 43.25)))),
        AttachedCameras.list(dir.toString()));
  }

  @Test
  void thereMayBeNone() {
    assertEquals(List.of(), AttachedCameras.parse("No cameras available!\n"));
    assertEquals(List.of(), AttachedCameras.parse(""));
  }

  @Test
  void withoutTheProgramThatIsSaid() {
    var e = assertThrows(IOException.class, () -> AttachedCameras.list(dir.toString()));
    assertTrue(e.getMessage().startsWith("no rpicam-vid here"), e::getMessage);
  }

  @Test
  void anyTextWillDo() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      var text = new StringBuilder(FakeRpicam.CAMERAS);
      for (int edits = random.nextInt(20); edits >= 0; edits--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
      }
      assertTrue(AttachedCameras.parse(text.toString()).size() <= 4, "seed " + seed);
    }
  }

  private static AttachedCameras.Mode mode(int width, int height, int bits, double fps) {
    return new AttachedCameras.Mode(new Mode(width, height, bits), fps);
  }
}
