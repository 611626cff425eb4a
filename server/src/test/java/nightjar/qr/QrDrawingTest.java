package nightjar.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrDrawingTest {
  private final QrDrawing drawing = QrDrawing.of("https://nightjar.local:8443/");

  /// The path and the blocks are two drawings of one code: fill the path, compare.
  @Test
  void pathAndBlocksSayTheSame() {
    int size = drawing.size();
    var dark = new boolean[size][size];
    var run = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1H(\\d+)z").matcher(drawing.path());
    int runs = 0;
    while (run.find()) {
      runs++;
      int x = Integer.parseInt(run.group(1));
      assertEquals(run.group(1), run.group(4));
      for (int i = 0; i < Integer.parseInt(run.group(3)); i++) {
        dark[Integer.parseInt(run.group(2))][x + i] = true;
      }
    }
    assertTrue(runs > 100);
    var lines = drawing.blocks().lines().toList();
    for (int y = 0; y < size; y++) {
      assertEquals(size, lines.get(y / 2).length());
      for (int x = 0; x < size; x++) {
        char block = lines.get(y / 2).charAt(x);
        boolean light = block == '█' || block == (y % 2 == 0 ? '▀' : '▄');
        assertEquals(dark[y][x], !light, x + "," + y);
      }
    }
  }

  @Test
  void hasABorderAndAFinderInItsCorner() {
    assertTrue(drawing.path().startsWith("M4 4h7v1H4z"), drawing.path());
    assertEquals("█".repeat(drawing.size()), drawing.blocks().lines().findFirst().orElseThrow());
  }
}
