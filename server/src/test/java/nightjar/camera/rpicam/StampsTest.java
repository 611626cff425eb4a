package nightjar.camera.rpicam;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StampsTest {
  @Test
  void aLineIsAPicture() throws Exception {
    assertEquals("0 1", read("0.000\n"));
    assertEquals("66666000 1", read("# timecode format v2\n66.666\n"));
    assertEquals("3600000123000 1", read("3600000.123\n"));
    assertEquals("1500000 1", read("1.5\n"));
    assertEquals("2000000 1", read("2\n"));
    assertEquals("1123000 1", read("1.1239999\n"));
  }

  @Test
  void whatIsNoNumberIsPassedOver() throws Exception {
    assertEquals("12000000 1", read("1x2.0\r\n"));
    assertEquals("0 1", read("nonsense\n"));
    assertEquals("0 0", read("7.1"));
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var stamps = new Stamps()) {
      for (int i = 0; i < 100_000; i++) {
        stamps.put((byte) random.nextInt(256));
        assertTrue(stamps.last() >= 0, "seed " + seed);
      }
    }
  }

  @Test
  void stopsAtTheLineThatWasAskedFor() throws Exception {
    try (var stamps = new Stamps();
        OutputStream child = Files.newOutputStream(stamps.path())) {
      assertFalse(stamps.await(1, 0));
      child.write("# heading\n0.000\n40.000\n80.0".getBytes(US_ASCII));
      assertTrue(stamps.await(1, 0));
      assertEquals(0, stamps.last());
      assertTrue(stamps.await(2, 0));
      assertEquals(40_000_000, stamps.last());
      assertFalse(stamps.await(3, 0));
      child.write("01\n".getBytes(US_ASCII));
      assertTrue(stamps.await(3, 0));
      assertEquals(80_001_000, stamps.last());
      child.write("120.0\n160.0\n".getBytes(US_ASCII));
      assertTrue(stamps.await(5, 0)); // of a picture that was asked about too early
      assertEquals(160_000_000, stamps.last());
    }
  }

  /// The last stamp and how many lines there were; the heading counts as none.
  private static String read(String text) throws Exception {
    try (var stamps = new Stamps()) {
      for (byte b : text.getBytes(US_ASCII)) {
        stamps.put(b);
      }
      return stamps.last() + " " + stamps.lines();
    }
  }
}
