package nightjar.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/// Twenty minutes of two cameras; `./nightjar bench soak` takes a day of four.
class SoakTest {
  @TempDir(factory = OnDisk.class)
  private Path folder;

  /// Of what is written to a file system in memory the kernel counts nothing.
  static final class OnDisk implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
        throws IOException {
      return Files.createTempDirectory(Path.of("target"), "soak");
    }
  }

  @Test
  void nothingGrowsAndLittleIsWrittenBesideTheVideo() throws Exception {
    var told = new ByteArrayOutputStream();
    var coded = CodedScene.of(320, 180);
    var setup = new SoakRun.Setup(folder.resolve("footage"), 20, 2, 20_000_000, 10, coded);
    var outcome = SoakRun.run(setup, new PrintStream(told));
    System.out.println("SoakTest: " + outcome.words());
    assertEquals("", String.join("\n", outcome.wrong()), told::toString);
  }

  @Test
  void whatGrowsIsFound() {
    var level = new Gauge("level", 1);
    var growing = new Gauge("growing", 1);
    for (int i = 0; i < 24; i++) {
      level.add(100 + i % 2);
      growing.add(100 + i % 2 + i * 0.2);
    }
    assertTrue(level.isFlat(), level::toString);
    assertFalse(growing.isFlat(), growing::toString);
    assertEquals(2.2, growing.growth() - level.growth(), 1e-9);
  }

  @Test
  void whatGrewAtFirstIsNoGrowth() {
    var filling = new Gauge("filling", 0);
    for (int i = 0; i < 24; i++) {
      filling.add(Math.min(i, 12));
    }
    assertEquals(0, filling.growth(), 1e-9);
  }
}
