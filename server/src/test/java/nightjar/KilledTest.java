package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightjar.base.Clock;
import nightjar.record.file.Anatomy;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Piece;
import nightjar.record.file.Readable;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that records is killed at any moment, over and over, and loses no more than the piece
/// that it was collecting. `./nightjar bench kill` does the same for longer.
class KilledTest {
  private static final int TIMES = 4;
  private static final long LOST = 2_500; // milliseconds: a piece, and this machine's delays
  private static final String SETTINGS =
      """
      listen: 127.0.0.1:0
      cameras:
        front:
          source: demo
          width: 320
          height: 240
          fps: 10
          quiet: {on: no}
          record: {mode: continuous}
      """;

  @TempDir private Path dir;

  @Test
  void losesNoMoreThanWhatItWasCollecting() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    var settings = Files.writeString(dir.resolve("nightjar.yaml"), SETTINGS).toString();
    for (int i = 0; i < TIMES; i++) {
      killed(settings, random.nextInt(3_000), seed);
    }
    checkAll();
  }

  private void killed(String settings, int after, long seed) throws Exception {
    int before = files().size();
    long killedAt;
    try (var program = Program.start(dir, "run", "--insecure-http", "--config", settings)) {
      program.port();
      Await.until(() -> files().size() > before && isWritten(newest()), () -> "nothing recorded");
      program.endsWithin(after); // at any moment
      killedAt = System.currentTimeMillis();
    }
    var pictures = DrawnClock.read(newest());
    long lost = killedAt - pictures.getLast();
    assertTrue(lost < LOST, () -> "%d ms are lost, -Dseed=%d".formatted(lost, seed));
  }

  private int pieces() throws IOException {
    return files().isEmpty() || !isWritten(newest()) ? 0 : anatomy(newest()).pieces().size();
  }

  private static boolean isWritten(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      return Files.size(file) > 0 && !Anatomy.read(Readable.of(channel)).pieces().isEmpty();
    } catch (IOException _) {
      return false; // its header is on the way
    }
  }

  private List<Path> files() throws IOException {
    var folder = dir.resolve("nightjar-data/footage/front");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
    }
  }

  private Path newest() throws IOException {
    return files().stream()
        .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
        .orElseThrow();
  }

  /// A last start mends the last file; then every picture of every one decodes, in order.
  private void checkAll() throws Exception {
    var data = dir.resolve("nightjar-data");
    try (var store =
        Store.open(
            data.resolve("footage"), StoreConfig.STANDARD, DeviceKey.open(data), Clock.SYSTEM)) {
      var found = store.find("front", Optional.of("main"), 0, Long.MAX_VALUE);
      assertEquals(files(), found.stream().map(f -> f.file()).sorted().toList());
      long last = 0;
      for (var footage : found) {
        assertTrue(!footage.open() && footage.start() >= last, footage::toString);
        last = footage.end();
        var anatomy = anatomy(footage.file());
        assertTrue(anatomy.seal().isPresent(), footage::toString);
        var times = DrawnClock.read(footage.file());
        assertEquals(anatomy.pieces().stream().mapToInt(Piece::samples).sum(), times.size());
        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(footage.start() / 1_000.0, times.getFirst(), 300);
      }
    }
  }

  private static Anatomy anatomy(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      return Anatomy.read(Readable.of(channel));
    }
  }

  /// Told to end, a server seals what it writes within two seconds.
  @Test
  void endsWithAllFilesSealed() throws Exception {
    var settings = Files.writeString(dir.resolve("nightjar.yaml"), SETTINGS).toString();
    try (var program = Program.start(dir, "run", "--insecure-http", "--config", settings)) {
      program.port();
      Await.until(() -> pieces() >= 4, () -> "nothing recorded");
      program.terminate();
      program.ended();
    }
    var seal = anatomy(newest()).seal().orElseThrow();
    assertTrue(seal.activity().length > 2);
    var jpeg = seal.jpeg().orElseThrow();
    assertEquals(0xffd8, (jpeg[0] & 0xff) << 8 | (jpeg[1] & 0xff));
  }
}
