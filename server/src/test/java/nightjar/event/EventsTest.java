package nightjar.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import nightjar.base.FakeClock;
import nightjar.event.Event.Standing;
import nightjar.event.Event.Summary;
import nightjar.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From moments to files and back, on a disk that fails. The thread that writes is played by
/// calling [Events#pass()].
class EventsTest {
  private static final String DAY = "2023-11-14"; // of Moments.START
  private static final Map<String, Object> SETTINGS = Map.of("on", true);

  private final FaultyDisk disk = new FaultyDisk();
  private final List<Consumer<byte[]>> asked = new ArrayList<>(); // for pictures

  @TempDir Path dir;

  private FakeClock clock = new FakeClock();
  private Recorder recorder;
  private Events events;

  private void open(Keeping keeping) {
    clock = new FakeClock();
    var course =
        new EventConfig(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofMinutes(10));
    events = new Events(dir, course, keeping, clock, disk);
    recorder = events.of("front", asked::add);
    recorder.settings(SETTINGS);
    events.recover();
  }

  private void open() {
    open(Keeping.STANDARD);
  }

  /// What was in memory is lost.
  private void crash() {
    open();
  }

  private void look(long from, long to, String word) {
    clock.pass(Duration.ofNanos(Math.max(0, Moments.ticks(from) - clock.ticks())));
    for (long t = from; t < to; t += 100) {
      recorder.look(Moments.of(t, word, from), Moments.grid());
      clock.pass(Duration.ofMillis(100));
      events.pass();
    }
  }

  private List<Summary> list() throws IOException {
    return events.list(wanted(List.of("front"), 50, Optional.empty())).events();
  }

  private static Events.Wanted wanted(List<String> cameras, int limit, Optional<String> before) {
    return new Events.Wanted(cameras, 0, Long.MAX_VALUE, limit, before, Set.of());
  }

  private Path file() {
    return dir.resolve("events/front").resolve(DAY + ".jsonl");
  }

  private static String words(List<Summary> events) {
    var text = new StringBuilder();
    for (var event : events) {
      long end = event.end() == 0 ? -1 : (event.end() - Moments.START) / 1_000;
      text.append(
          "%s %d-%d;"
              .formatted(event.standing().word(), (event.start() - Moments.START) / 1_000, end));
    }
    return text.toString();
  }

  @Test
  void isWrittenDownAsItHappens() throws IOException {
    open();
    look(0, 1_000, "quiet");
    assertFalse(Files.exists(dir.resolve("events")));
    look(1_000, 1_100, "moving");
    assertEquals(1, Files.readAllLines(file()).stream().filter(l -> l.contains("begin")).count());
    assertEquals("lasting 1000--1;", words(list()));
    look(1_100, 8_000, "moving");
    assertTrue(Files.readAllLines(file()).stream().anyMatch(EventText::isMore));
    look(8_000, 16_000, "quiet");
    assertEquals("over 1000-7900;", words(list()));
    var event = events.find(list().getFirst().id()).orElseThrow();
    assertEquals(List.of("street"), event.summary().zones());
    assertEquals("left", event.summary().from());
    assertEquals(SETTINGS, event.settings());
    assertEquals(2.5, event.summary().score());
    assertEquals(4, event.heat().columns());
    assertEquals((byte) 160, event.heat().scores()[0]);
    assertEquals(1, event.tracks().size());
    assertEquals(Ending.QUIET.words(), event.ended());
    assertTrue(
        event.summary().why().startsWith("Something moved for 7 s, came and went at the left"));
    int samples = event.samples().size();
    assertTrue(samples >= 4 * 7 && samples < 4 * 16, () -> "" + samples);
  }

  @Test
  void whatIsReadIsWhatWasInMemory() throws IOException {
    open();
    look(0, 3_000, "moving");
    look(3_000, 9_000, "quiet");
    var inMemory = events.find(list().getFirst().id()).orElseThrow();
    assertEquals(Standing.LASTING, inMemory.summary().standing());
    look(9_000, 12_000, "quiet");
    var onDisk = events.find(list().getFirst().id()).orElseThrow();
    assertEquals(Standing.OVER, onDisk.summary().standing());
    var samples = onDisk.samples().subList(0, inMemory.samples().size());
    assertEquals(inMemory.samples(), samples);
    var path = inMemory.tracks().getFirst().path();
    assertEquals(path, onDisk.tracks().getFirst().path().subList(0, path.size()));
    assertEquals(inMemory.tracks().getFirst().box(), onDisk.tracks().getFirst().box());
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    open();
    look(0, 1_000, "moving");
    asked.getFirst().accept(new byte[] {1});
    look(1_000, 12_000, "quiet");
    try (var all = Files.walk(dir.resolve("events"))) {
      for (var path : all.toList()) {
        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------", mode, path::toString);
      }
    }
  }

  @Test
  void nothingIsWrittenWhileNothingHappens() throws IOException {
    open();
    look(0, 2_000, "moving");
    look(2_000, 12_000, "quiet");
    int before = disk.writes();
    look(12_000, 200_000, "quiet");
    assertEquals(before, disk.writes());
  }

  /// Torn anywhere, also between lines: what is whole is kept, and what had no end is interrupted.
  @Test
  void aFileMayBeTornAtEveryByte() throws IOException {
    open();
    look(0, 1_000, "moving");
    look(1_000, 12_000, "quiet");
    look(12_000, 13_000, "moving");
    look(13_000, 24_000, "quiet");
    var whole = Files.readAllBytes(file());
    int secondBegins = new String(whole, UTF_8).lastIndexOf("{\"line\":\"begin\"");
    int secondBegun = new String(whole, UTF_8).indexOf('\n', secondBegins) + 1;
    for (int length = secondBegins; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      crash();
      var said = words(list());
      boolean second = length >= secondBegun;
      var expected = second ? "interrupted 12000-\\d+;over 0-900;" : "over 0-900;";
      assertTrue(said.matches(expected), length + ": " + said);
      for (var line : Files.readAllLines(file())) {
        JsonObject.parse(line);
      }
      look(30_000, 31_000, "moving"); // and it goes on
      assertTrue(words(list()).startsWith("lasting 30000"), words(list()));
    }
  }

  @Test
  void zerosThatAPowerCutLeftAreCutOff() throws IOException {
    open();
    look(0, 1_000, "moving");
    Files.write(file(), new byte[5_000], StandardOpenOption.APPEND);
    crash();
    assertTrue(words(list()).matches("interrupted 0-\\d+;"), words(list()));
    assertFalse(Files.readString(file()).contains("\0"));
  }

  /// Whatever stands there, reading throws nothing.
  @Test
  void damagedFilesAreRead() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    open();
    look(0, 3_000, "moving");
    look(3_000, 12_000, "quiet");
    var id = list().getFirst().id();
    var whole = Files.readAllBytes(file());
    for (int i = 0; i < 300; i++) {
      var bytes = whole.clone();
      for (int left = random.nextInt(1, 8); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), bytes);
      crash();
      assertTrue(list().size() <= 8, "-Dseed=" + seed);
      assertTrue(events.find(id).map(e -> e.samples().size() < 200).orElse(true), "" + seed);
      assertEquals("", events.problem("front"), "-Dseed=" + seed);
    }
  }

  /// Full at every byte of what is to be written, and then there is room again.
  @Test
  void aFullDiskHoldsUpNothing() throws IOException {
    for (int room = 0; room < 3_000; room += 31) {
      try (var old = Files.walk(dir)) {
        old.filter(p -> !p.equals(dir)).sorted(Comparator.reverseOrder()).forEach(EventsTest::gone);
      }
      open();
      disk.room(room);
      look(0, 1_000, "moving");
      look(1_000, 12_000, "quiet");
      boolean fits = events.problem("front").isEmpty();
      assertEquals("over 0-900;", words(list()));
      disk.room(Long.MAX_VALUE);
      look(12_000, 18_000, "quiet");
      assertEquals("", events.problem("front"));
      assertEquals("over 0-900;", words(list()), room + " " + fits);
      crash();
      assertEquals("over 0-900;", words(list()), room + " " + fits);
    }
  }

  private static void gone(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderThatVanishesIsMadeAgain() throws IOException {
    open();
    look(0, 7_000, "moving");
    asked.getFirst().accept(new byte[] {1, 2});
    try (var all = Files.walk(dir.resolve("events"))) {
      all.sorted(Comparator.reverseOrder()).forEach(EventsTest::gone);
    }
    look(7_000, 20_000, "moving");
    look(20_000, 40_000, "quiet");
    crash();
    assertEquals("over 0-19900;", words(list()));
    var event = events.find(list().getFirst().id()).orElseThrow();
    assertEquals(Moments.at(0), event.samples().getFirst().at());
    assertEquals(3, event.summary().pictures());
  }

  @Test
  void whatCannotBeWrittenForLongIsForgottenOldestFirst() throws IOException {
    open();
    disk.room(0);
    for (long t = 0; t < 70 * 20_000; t += 20_000) {
      recorder.look(Moments.of(t, "moving", t), Moments.grid());
      recorder.look(Moments.of(t + 8_000, "quiet", -1), Moments.grid());
    }
    assertEquals(70 - Recorder.MOST_WAITING, recorder.forgotten());
    assertEquals(50, list().size());
  }

  @Test
  void threePictures() throws IOException {
    open();
    look(0, 3_000, "moving");
    assertEquals(2, asked.size());
    asked.getFirst().accept(new byte[] {1});
    look(3_000, 5_000, "moving");
    asked.get(1).accept(new byte[] {2});
    var id = list().getFirst().id();
    assertArrayEquals(new byte[] {1}, events.picture(id, 0).orElseThrow());
    look(5_000, 16_000, "quiet");
    crash();
    assertArrayEquals(new byte[] {1}, events.picture(id, 0).orElseThrow());
    assertArrayEquals(new byte[] {1}, events.picture(id, 1).orElseThrow()); // none scored higher
    assertArrayEquals(new byte[] {2}, events.picture(id, 2).orElseThrow());
    assertEquals(Optional.empty(), events.picture(id, 3));
    assertEquals(Optional.empty(), events.picture("back" + id.substring(5), 0));
  }

  @Test
  void removedIsRemoved() throws IOException {
    open();
    look(0, 1_000, "moving");
    asked.getFirst().accept(new byte[] {1});
    var id = list().getFirst().id();
    assertEquals(Events.Removed.LASTING, events.remove(id));
    look(1_000, 12_000, "quiet");
    look(12_000, 13_000, "moving");
    look(13_000, 14_000, "quiet");
    assertEquals(Events.Removed.GONE, events.remove(id));
    assertEquals(Events.Removed.UNKNOWN, events.remove(id));
    assertEquals(Events.Removed.UNKNOWN, events.remove("front-5"));
    assertEquals(Events.Removed.UNKNOWN, events.remove("../../a"));
    assertFalse(Files.readString(file()).contains(id));
    assertEquals(Optional.empty(), events.picture(id, 0));
    look(14_000, 24_000, "quiet"); // the one that lasted goes on
    crash();
    assertEquals("over 12000-12900;", words(list()));
    assertEquals(1, events.find(list().getFirst().id()).orElseThrow().tracks().size());
  }

  @Test
  void pages() throws IOException {
    open();
    for (long t = 0; t < 5 * 20_000; t += 20_000) {
      look(t, t + 500, "moving");
      look(t + 500, t + 10_000, "quiet");
    }
    var first = events.list(wanted(List.of("front"), 2, Optional.empty()));
    assertEquals("over 80000-80400;over 60000-60400;", words(first.events()));
    assertTrue(first.more());
    var after = Optional.of(first.events().getLast().id());
    var rest = events.list(wanted(List.of("front"), 3, after));
    assertEquals("over 40000-40400;over 20000-20400;over 0-400;", words(rest.events()));
    assertFalse(rest.more());
    assertEquals(List.of(), events.list(wanted(List.of("back"), 3, Optional.empty())).events());
    var of =
        new Events.Wanted(
            List.of("front"),
            Moments.at(20_000),
            Moments.at(60_000),
            9,
            Optional.empty(),
            Set.of());
    assertEquals("over 40000-40400;over 20000-20400;", words(events.list(of).events()));
  }

  @Test
  void theOldestDaysGo() throws IOException {
    var folder = Files.createDirectories(dir.resolve("events/front"));
    for (var day : List.of("2001-07-01", "2001-07-02", "2001-09-01")) {
      Files.createDirectories(folder.resolve(day));
      Files.write(folder.resolve(day).resolve("front-1.0.jpg"), new byte[700_000]);
      Files.writeString(folder.resolve(day + ".jsonl"), "");
    }
    open(new Keeping(Duration.ofDays(30), 1 << 20, 0)); // it is 2001-09-09
    events.pass(); // one by age, one by bytes
    assertEquals(List.of("2001-09-01"), List.copyOf(Days.in(folder)));
    assertFalse(Files.exists(folder.resolve("2001-07-01")));
    assertTrue(Files.exists(folder.resolve("2001-09-01/front-1.0.jpg")));
  }

  @Test
  void aClockThatIsWrongForAWhileEmptiesNothing() throws IOException {
    var folder = Files.createDirectories(dir.resolve("events/front"));
    for (int day = 1; day < 10; day++) {
      Files.writeString(folder.resolve("2001-01-0" + day + ".jsonl"), "");
    }
    open();
    for (int i = 0; i < 5; i++) {
      events.pass();
      clock.pass(Duration.ofMinutes(11));
    }
    assertEquals(8, Days.in(folder).size());
  }

  @Test
  void changedSettingsEndIt() throws IOException {
    open();
    look(0, 1_000, "moving");
    recorder.settings(Map.of("on", false));
    events.pass();
    var event = events.find(list().getFirst().id()).orElseThrow();
    assertEquals(Ending.CHANGED.words(), event.ended());
    assertEquals(SETTINGS, event.settings());
  }

  @Test
  void closedItEndsWhatLasts() throws IOException {
    open();
    look(0, 1_000, "moving");
    events.close();
    crash();
    assertEquals("over 0-900;", words(list()));
  }
}
