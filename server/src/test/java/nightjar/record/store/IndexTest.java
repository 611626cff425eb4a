package nightjar.record.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import nightjar.record.file.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What SQLite's index answers, the one of the power tests answers too.
class IndexTest {
  private static final long MINUTE = 60_000_000;

  @TempDir Path folder;

  private static Row row(String camera, String rendition, long minute, long number) {
    return new Row(
        0,
        camera,
        rendition,
        "%s/2001/09/09/%06dZ-%s.mp4".formatted(camera, minute, rendition),
        minute * MINUTE,
        (minute + 1) * MINUTE,
        1000 + minute,
        number,
        Hash.of(new byte[] {(byte) number}),
        minute % 2 == 0,
        false,
        false,
        false,
        new byte[] {1},
        0,
        0,
        new UUID(0, minute / 10),
        minute * MINUTE);
  }

  /// A life of calls, the same for the same seed, and all that was answered.
  private static List<String> life(Index index, long seed) throws IOException {
    var random = new Random(seed);
    var told = new ArrayList<String>();
    for (int i = 1; i <= 60; i++) {
      var camera = random.nextBoolean() ? "front" : "back";
      told.add(
          "added "
              + index.add(
                  List.of(row(camera, "main", i, 2L * i), row(camera, "sub", i, 2L * i + 1))));
      var rows = all(index, camera, 0, Long.MAX_VALUE);
      var some = rows.get(random.nextInt(rows.size()));
      switch (random.nextInt(8)) {
        case 0 -> index.lock(List.of(some), random.nextBoolean());
        case 1 -> index.condemn(List.of(some));
        case 2 -> index.forget(index.garbage());
        case 3 -> index.lose(List.of(some));
        case 4 ->
            index.mark(
                new Index.Marked(
                    camera, "e" + random.nextInt(9), some.start(), some.end() + MINUTE));
        case 5 -> index.shift(List.of(some), List.of(MINUTE * random.nextInt(3)));
        case 6 -> index.unmark(some.start());
        default -> index.checkpoint();
      }
      told.addAll(state(index, some));
    }
    return told;
  }

  private static List<Row> all(Index index, String camera, long from, long to) throws IOException {
    var rows = new ArrayList<Row>();
    index.each(camera, Optional.empty(), from, to, rows::add);
    return rows;
  }

  private static List<String> state(Index index, Row some) throws IOException {
    var told = new ArrayList<String>();
    told.add("cameras " + index.cameras() + " " + index.sums());
    for (var camera : index.cameras()) {
      told.add(camera + " " + words(all(index, camera, some.start(), some.end())));
      told.add(
          "next " + words(index.next(camera, Optional.of("sub"), some.start()).stream().toList()));
      told.add(
          "prev "
              + words(index.previous(camera, Optional.of("main"), some.start()).stream().toList()));
      told.add("head " + index.head(camera) + " gone " + index.gone(camera));
      told.add("quarters " + index.quarters(camera) + " count " + index.count(camera));
      told.add("paths " + index.paths(camera, camera + "/2001/09/09/"));
      for (int i = 0; i < 9; i++) {
        told.add("marked " + index.marked(camera, "e" + i));
      }
    }
    told.add("garbage " + index.garbage());
    told.add("oldest " + starts(index.oldest(false, 3)) + starts(index.oldest(true, 3)));
    told.add("boot " + starts(index.ofBoot(some.boot())));
    told.add("faults " + index.faults());
    return told;
  }

  private static String words(List<Row> rows) {
    return rows.stream()
        .map(
            r ->
                r.path()
                    + (r.event() ? " event" : "")
                    + (r.locked() ? " locked" : "")
                    + (r.synced() ? " synced" : "")
                    + " "
                    + r.start()
                    + " "
                    + r.number())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  // Of files that start at once, either may come first.
  private static List<Long> starts(List<Row> rows) {
    return rows.stream().map(Row::start).sorted().toList();
  }

  @Test
  void bothAnswerAlike() throws IOException {
    long seed = System.nanoTime();
    try (var sqlite = SqliteIndex.open(folder.resolve("index.db"))) {
      var expected = life(new MemoryIndex(), seed);
      var found = life(sqlite, seed);
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i), found.get(i), "seed " + seed + ", answer " + i);
      }
    }
  }

  @Test
  void itIsThereAgain() throws IOException {
    var file = folder.resolve("index.db");
    try (var index = SqliteIndex.open(file)) {
      index.add(List.of(row("front", "main", 1, 1)));
    }
    try (var index = SqliteIndex.open(file);
        var beside = SqliteIndex.openToRead(file)) {
      assertEquals(1, index.count("front"));
      index.add(List.of(row("front", "main", 2, 2)));
      assertEquals(2, beside.count("front"));
      assertThrows(IOException.class, () -> beside.add(List.of(row("front", "main", 3, 3))));
    }
  }

  /// A disk that is taken away: who was about to read must not wait for it to come back.
  @Test
  void whoReadsWhenItIsClosedIsToldSo() throws IOException {
    var file = folder.resolve("index.db");
    var index = SqliteIndex.open(file);
    index.add(List.of(row("front", "main", 1, 1), row("front", "main", 2, 2)));
    var read = new ArrayList<Row>();
    index.each(
        "front",
        Optional.empty(),
        0,
        Long.MAX_VALUE,
        row -> {
          read.add(row);
          assertDoesNotThrow(index::close);
        });
    assertEquals(2, read.size());
    assertEquals(List.of(), open(file));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThrows(IOException.class, index::cameras));
  }

  private static List<Path> open(Path file) throws IOException {
    var found = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var descriptor : all) {
        try {
          found.add(Files.readSymbolicLink(descriptor));
        } catch (NoSuchFileException _) {
          // that of the listing itself
        }
      }
    }
    return found.stream().filter(open -> open.toString().startsWith(file.toString())).toList();
  }

  @Test
  void whatIsNoneOrOfAnotherVersionIsBroken() throws IOException {
    var file = folder.resolve("index.db");
    Files.writeString(file, "nothing of the kind, and long enough to be sure of that, is it not?");
    assertThrows(BrokenIndexException.class, () -> SqliteIndex.open(file));
    Files.delete(file);
    SqliteIndex.open(file).close();
    try (var connections = new Connections(file, false)) {
      connections.alone(s -> s.set("PRAGMA user_version = 99"));
    }
    assertThrows(BrokenIndexException.class, () -> SqliteIndex.open(file));
  }
}
