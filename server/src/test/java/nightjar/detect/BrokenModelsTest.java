package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a settings file names as its model is refused in words, or answers: the program goes
/// on. `bench/detect-fuzz` does this with many more.
class BrokenModelsTest {
  private static final long LONGEST = 15_000_000_000L; // ns
  private static final int MOST = 12;

  @TempDir Path dir;

  private final Path natives = Path.of(System.getProperty("nightjar.natives", "none"));
  private final Path comesAlong = Path.of(System.getProperty("nightjar.model", "none"));

  @BeforeEach
  void needsTheModel() {
    assumeTrue(
        Files.isDirectory(natives) && Files.exists(comesAlong.resolve("objects.tflite")),
        "the model was not fetched");
  }

  @Test
  void areRefusedOrAnswer() throws IOException {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var whole = Files.readAllBytes(comesAlong.resolve("objects.tflite"));
    for (int i = 0; i < MOST && System.nanoTime() - seed < LONGEST; i++) {
      var broken = broken(whole, i, random);
      var said = open(Files.write(dir.resolve("broken.tflite"), broken));
      assertFalse(said.isBlank() || said.contains("Exception"), () -> "seed " + seed + ": " + said);
    }
  }

  /// Of another kind each time.
  private static byte[] broken(byte[] whole, int kind, Random random) {
    var bytes = whole.clone();
    switch (kind % 4) {
      case 0 -> flip(bytes, 0, bytes.length, 1000, random); // weights, nearly all of it
      case 1 -> flip(bytes, 0, 1200, 3, random); // where buffers are
      case 2 -> flip(bytes, bytes.length - 78_000, bytes.length, 10, random); // the graph
      default -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
    }
    return bytes;
  }

  private static void flip(byte[] bytes, int from, int to, int bits, Random random) {
    for (int i = 0; i < bits; i++) {
      bytes[random.nextInt(from, to)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private String open(Path model) throws IOException {
    var labels = Optional.of(comesAlong.resolve("objects.txt"));
    try (var net = new Models(natives, model, labels, false, 1).open()) {
      return "answers " + net.size();
    } catch (BadModelException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
