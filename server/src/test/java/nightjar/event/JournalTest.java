package nightjar.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final long ALL = 253_402_300_799_000_000L; // the year 9999
  private static final int COLUMNS = 80;
  private static final int ROWS = 45;
  private static final double NOISE = 0.5; // levels

  private final Random random = new Random(5);

  @TempDir Path dir;

  private Episodes episodes;
  private Journal journal;

  @BeforeEach
  void start() {
    episodes = new Episodes(true);
    journal = new Journal(dir, Disk.REAL, 64 << 20);
  }

  /// What a reader was told.
  private static final class Told implements JournalReading.Listener {
    final List<String> words = new ArrayList<>();
    final List<int[]> grids = new ArrayList<>();

    @Override
    public void scene(long at, int columns, int rows, int[][] known, boolean goesOn) {
      words.add((goesOn ? "+" : "scene ") + columns + "x" + rows + " " + known.length);
    }

    @Override
    public boolean grid(long at, int[] blocks) {
      words.add("" + (at - Moments.START) / 1_000);
      grids.add(blocks.clone());
      return true;
    }
  }

  private Told read() throws IOException {
    var told = new Told();
    for (var file : JournalReading.files(dir, 0, ALL)) {
      assertTrue(JournalReading.read(file, told));
    }
    return told;
  }

  private void add(long millis, String word, Grid grid) {
    var moment = Moments.of(millis, word, -1);
    episodes.add(
        new Moment(
            moment.ticks(), moment.at(), moment.state(), moment.guard(), 0, 0, NOISE, 1, List.of()),
        grid);
    gather();
  }

  private void gather() {
    for (var kept = episodes.next(); kept.isPresent(); kept = episodes.next()) {
      journal.add(kept.get());
      episodes.giveBack(kept.get());
    }
  }

  /// Still but for noise.
  private Grid noisy() {
    return noisy(new int[COLUMNS * ROWS]);
  }

  private Grid noisy(int[] more) {
    var blocks = new int[COLUMNS * ROWS];
    for (int i = 0; i < blocks.length; i++) {
      int scene = 1_000 + 13 * (i % COLUMNS) + 9 * (i / COLUMNS);
      blocks[i] = (int) Math.round(scene + more[i] + random.nextGaussian() * NOISE * 16);
    }
    return new Grid(
        COLUMNS, ROWS, blocks, new byte[blocks.length], new int[][] {blocks.clone(), more});
  }

  private static int[] walker(int step) {
    var more = new int[COLUMNS * ROWS];
    for (int y = 15; y < 30; y++) {
      for (int x = 0; x < 6; x++) {
        more[y * COLUMNS + (step + x) % COLUMNS] = 400 + 40 * ((x * 7 + y * 3 + step) % 5);
      }
    }
    return more;
  }

  @Test
  void keepsWhatStirsAndTwoSecondsAround() throws IOException {
    for (long t = 0; t < 20_000; t += 100) {
      add(t, t >= 10_000 && t < 11_000 ? "stirring" : "quiet", noisy());
    }
    journal.flush();
    var words = read().words;
    assertEquals("scene 80x45 2", words.getFirst());
    assertEquals("8000", words.get(1));
    assertEquals("12800", words.getLast());
    assertEquals(1 + 5 * 5, words.size(), words::toString);
  }

  @Test
  void twoEpisodesEachHaveTheirScene() throws IOException {
    for (long t = 0; t < 40_000; t += 200) {
      boolean stirs = t == 10_000 || t == 30_000;
      add(t, stirs ? "moving" : "quiet", noisy());
    }
    journal.flush();
    assertEquals(2, read().words.stream().filter(w -> w.startsWith("scene")).count());
  }

  /// No block strays from what it was by more than the dead zone and rounding, however long.
  @Test
  void whatIsReadIsNearWhatWas() throws IOException {
    var grids = new ArrayList<int[]>();
    for (int i = 0; i < 300; i++) {
      var grid = noisy(walker(i / 5));
      grids.add(grid.blocks().clone());
      add(i * 200L, "moving", grid);
    }
    journal.flush();
    var read = read().grids;
    assertEquals(grids.size(), read.size());
    for (int i = 0; i < read.size(); i++) {
      for (int b = 0; b < read.get(i).length; b++) {
        int off = Math.abs(read.get(i)[b] - grids.get(i)[b]);
        assertTrue(off <= 16 + 2, i + " " + b + ": " + off); // twice half a level
      }
    }
  }

  /// The figures of docs/design/motion.md; they may be a little worse on another day.
  @Test
  void aGridTakesFewBytes() throws IOException {
    var sizes = new StringBuilder();
    for (var kind : List.of("still", "moving")) {
      start();
      for (int i = 0; i < 300; i++) {
        var more = kind.equals("moving") ? walker(i / 2) : new int[COLUMNS * ROWS];
        add(i * 200L, "moving", noisy(more));
      }
      journal.flush();
      long bytes = size();
      try (var files = Files.list(dir)) {
        for (var file : files.toList()) {
          Files.delete(file);
        }
      }
      sizes.append(kind).append(' ').append(bytes / 300).append("; ");
      assertTrue(bytes / 300 < 1_100, sizes::toString);
    }
    System.out.println("bytes a grid of 80x45: " + sizes);
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void theOldestFilesGo() throws IOException {
    journal = new Journal(dir, Disk.REAL, 400_000);
    for (int i = 0; i < 2_000; i++) {
      add(i * 200L, "moving", noisy(walker(i)));
      if (i % 25 == 0) {
        journal.flush();
      }
    }
    journal.flush();
    long size = size();
    assertTrue(size > 200_000 && size <= 400_000, () -> "" + size);
    var words = read().words;
    assertTrue(words.getFirst().startsWith("+80x45"), words::getFirst); // it went on
    assertEquals("399800", words.getLast());
  }

  @Test
  void aLaterStartBeginsAnotherFile() throws IOException {
    add(0, "moving", noisy());
    journal.flush();
    start();
    journal.recover();
    add(200, "moving", noisy());
    journal.flush();
    try (var files = Files.list(dir)) {
      assertEquals(2, files.count());
    }
    assertEquals(List.of("scene 80x45 2", "0", "scene 80x45 2", "200"), read().words);
  }

  @Test
  void onlyFilesOfTheSpanAreRead() throws IOException {
    for (var at : List.of(0L, 7_200_000L, 14_400_000L)) {
      add(at, "moving", noisy());
    }
    journal.flush();
    var names =
        JournalReading.files(dir, Moments.at(7_300_000), Moments.at(7_400_000)).stream()
            .map(file -> String.valueOf(file.getFileName()))
            .toList();
    assertEquals(List.of(Journal.name(Moments.at(7_200_000))), names);
  }

  @Test
  void aGridThatFindsNoRoomIsLeftOut() {
    for (int i = 0; i < 100; i++) {
      var moment = Moments.of(i * 200L, "moving", -1);
      episodes.add(moment, noisy());
    }
    assertTrue(episodes.leftOut() > 40);
  }

  @Test
  void tornItIsReadUpToThere() throws IOException {
    for (int i = 0; i < 5; i++) {
      add(i * 200L, "moving", noisy());
    }
    journal.flush();
    var bytes = Files.readAllBytes(JournalReading.files(dir, 0, ALL).getFirst());
    var counts = new ArrayList<Integer>();
    for (int length = 0; length <= bytes.length; length += 11) {
      var told = new Told();
      assertTrue(JournalReading.read(Arrays.copyOf(bytes, length), told));
      counts.add(told.grids.size());
    }
    var sorted = new ArrayList<>(counts);
    sorted.sort(null);
    assertEquals(sorted, counts);
    assertTrue(counts.getFirst() == 0 && counts.getLast() >= 4, counts::toString);
  }

  /// Damaged where the checksum does not see it, it throws nothing and tells nothing absurd.
  @Test
  void anythingIsRead() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var fuzz = new Random(seed);
    for (int i = 0; i < 4; i++) {
      add(i * 200L, "moving", noisy());
    }
    journal.flush();
    var whole = Files.readAllBytes(JournalReading.files(dir, 0, ALL).getFirst());
    for (int i = 0; i < 3_000; i++) {
      var bytes = whole.clone();
      for (int left = fuzz.nextInt(1, 5); left > 0; left--) {
        int at = fuzz.nextBoolean() ? fuzz.nextInt(40) : fuzz.nextInt(bytes.length);
        bytes[at] = (byte) fuzz.nextInt(256);
      }
      seal(bytes);
      var told = new Told();
      assertTrue(JournalReading.read(bytes, told), "-Dseed=" + seed);
      assertTrue(told.grids.size() <= 4, "-Dseed=" + seed);
    }
  }

  /// Makes the first record's checksum right again.
  private static void seal(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    int begin = Journal.MAGIC.length;
    int length = buffer.getInt(begin + 1);
    if (length >= 0 && length <= bytes.length - begin - Journal.AROUND) {
      var sum = new CRC32();
      sum.update(bytes, begin, 5 + length);
      buffer.putInt(begin + 5 + length, (int) sum.getValue());
    }
  }

  @Test
  void numbersComeBack() throws IOException {
    var values = random.ints(5_000).toArray();
    values[0] = Integer.MIN_VALUE;
    values[1] = Integer.MAX_VALUE;
    var writing = new Changes.Writing();
    writing.row(values);
    var packed = writing.packed();
    var reading = new Changes.Reading(packed, 0, packed.length, values.length);
    var back = new int[values.length];
    reading.row(back);
    reading.end();
    assertArrayEquals(values, back);
    assertFalse(packed.length > values.length * 6);
  }
}
