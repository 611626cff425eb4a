package nightjar.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import nightjar.base.FakeClock;
import nightjar.event.Event.Box;
import nightjar.event.Event.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects of events, on the way to files and back.
class RecognisedTest {
  private static final String DAY = "2023-11-14"; // of Moments.START
  private static final Box BOX = new Box(0.1, 0.2, 0.1, 0.3);

  private final FaultyDisk disk = new FaultyDisk();

  @TempDir Path dir;

  private FakeClock clock = new FakeClock();
  private Recorder recorder;
  private Events events;
  private List<Glimpse> there = List.of();

  private void open(EventConfig course) {
    clock = new FakeClock();
    events = new Events(dir, course, Keeping.STANDARD, clock, disk);
    recorder = events.of("front", Photographer.NONE);
    recorder.settings(Map.of("on", true));
    events.recover();
    there = List.of();
  }

  private void open() {
    open(EventConfig.STANDARD);
  }

  private void look(long from, long to, String word) {
    clock.pass(Duration.ofNanos(Math.max(0, Moments.ticks(from) - clock.ticks())));
    for (long t = from; t < to; t += 100) {
      recorder.look(Moments.of(t, word, word.equals("quiet") ? -1 : from), Moments.grid());
      recorder.objects(there, Moments.ticks(t));
      clock.pass(Duration.ofMillis(100));
      events.pass();
    }
  }

  private static Glimpse glimpse(long id, String kind, double score, long first, long seen) {
    var ticks = Moments.ticks(seen);
    return new Glimpse(id, kind, score, Moments.ticks(first), ticks, BOX, false, List.of("Drive"));
  }

  private static Glimpse still(Glimpse g) {
    return new Glimpse(g.id(), g.kind(), g.score(), g.first(), g.seen(), g.box(), true, g.zones());
  }

  private static Glimpse at(Glimpse g, double x) {
    var box = new Box(x, 0.2, 0.1, 0.3);
    return new Glimpse(g.id(), g.kind(), g.score(), g.first(), g.seen(), box, false, g.zones());
  }

  private List<Summary> list(String... kinds) throws IOException {
    return events
        .list(
            new Events.Wanted(
                List.of("front"), 0, Long.MAX_VALUE, 50, Optional.empty(), Set.of(kinds)))
        .events();
  }

  private Event only() throws IOException {
    assertEquals(1, list().size());
    return events.find(list().getFirst().id()).orElseThrow();
  }

  private Path file() {
    return dir.resolve("events/front").resolve(DAY + ".jsonl");
  }

  private Path portrait(String event, long object) {
    return dir.resolve("events/front").resolve(DAY).resolve(event + ".o" + object + ".jpg");
  }

  private static String words(Event event) {
    var text = new StringBuilder();
    for (var one : event.objects()) {
      text.append(
          "%d %s %s %d-%d;"
              .formatted(
                  one.id(),
                  one.kind(),
                  one.score(),
                  (one.first() - Moments.START) / 1_000,
                  (one.last() - Moments.START) / 1_000));
    }
    return text.toString();
  }

  @Test
  void whatIsRecognisedIsPartOfTheEvent() throws IOException {
    open();
    look(0, 1_000, "moving");
    var person = glimpse(7, "person", 0.5, 600, 900);
    there = List.of(person);
    look(1_000, 3_000, "moving");
    there = List.of(at(person, 0.5), glimpse(8, "car", 0.7, 3_000, 3_000));
    look(3_000, 7_000, "moving");
    var better = glimpse(7, "person", 0.625, 600, 7_000);
    there = List.of(at(better, 0.7));
    look(7_000, 8_000, "moving");
    var inMemory = only();
    there = List.of();
    look(8_000, 16_000, "quiet");
    var event = only();
    assertEquals("7 person 0.625 600-7900;8 car 0.7 3000-6900;", words(event));
    assertEquals(inMemory.objects(), event.objects());
    assertEquals(new Box(0.7, 0.2, 0.1, 0.3), event.objects().getFirst().box());
    assertEquals(3, event.objects().getFirst().path().size()); // it stood between
    assertEquals(List.of("Drive"), event.objects().getFirst().zones());
    assertEquals(List.of("person", "car"), event.summary().recognised().kinds());
    assertEquals(2, event.summary().recognised().count());
    assertEquals(event.summary(), list().getFirst());
    assertTrue(event.summary().why().startsWith("A person and a car, "), event.summary()::why);
  }

  @Test
  void whatStoodThereBeforeIsNot() throws IOException {
    open();
    var car = still(glimpse(3, "car", 0.8, 0, 9_500));
    there = List.of(car);
    look(9_000, 10_000, "quiet");
    look(10_000, 12_000, "moving");
    assertEquals("", words(only()));
    there = List.of(still(glimpse(3, "car", 0.8, 0, 11_500))); // asked again, for who walks by
    look(12_000, 13_000, "moving");
    assertEquals("", words(only()));
    there = List.of(glimpse(3, "car", 0.8, 0, 13_000)); // it drives off
    look(13_000, 14_000, "moving");
    assertEquals("3 car 0.8 10000-13900;", words(only()));
  }

  @Test
  void aCutEventGoesOnWithItsObjects() throws IOException {
    open(new EventConfig(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(10)));
    look(0, 1_000, "moving");
    there = List.of(still(glimpse(4, "person", 0.5, 500, 900)));
    look(1_000, 12_000, "moving");
    assertEquals(2, list().size());
    var second = events.find(list().getFirst().id()).orElseThrow();
    assertEquals(List.of("person"), second.summary().recognised().kinds());
  }

  @Test
  void aSlowModelIsWaitedFor() throws IOException {
    open();
    look(0, 2_000, "moving");
    look(2_000, 7_000, "quiet"); // ended, and wholly written
    assertEquals(Event.Standing.OVER, only().summary().standing());
    recorder.objects(List.of(glimpse(5, "dog", 0.6, 1_000, 1_500)), Moments.ticks(7_000));
    assertEquals(List.of("dog"), only().summary().recognised().kinds());
    look(7_000, 13_000, "quiet");
    recorder.objects(List.of(glimpse(6, "cat", 0.6, 1_000, 1_500)), Moments.ticks(13_000));
    assertEquals(List.of("dog"), only().summary().recognised().kinds());
    var before = Files.readString(file());
    assertTrue(before.contains("\"line\":\"late\""), before);
    open();
    assertEquals("5 dog 0.6 1000-1500;", words(only()));
    assertEquals(List.of("dog"), list().getFirst().recognised().kinds());
    assertTrue(list().getFirst().why().startsWith("A dog, "), list().getFirst()::why);
    assertEquals(before, Files.readString(file()));
  }

  @Test
  void whatCrashesIsKeptAsFarAsItWasWritten() throws IOException {
    open();
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "person", 0.5, 600, 900));
    look(1_000, 8_000, "moving");
    recorder.noticed("Lingering", 7, Moments.ticks(7_900), "A person has been in Drive for 7 s");
    look(8_000, 12_000, "moving");
    open(); // what was in memory is lost
    var event = only();
    assertEquals(Event.Standing.INTERRUPTED, event.summary().standing());
    assertEquals(List.of("person"), event.summary().recognised().kinds());
    assertEquals("Lingering", event.summary().notices().getFirst().rule());
    assertTrue(event.summary().why().startsWith("A person, "), event.summary()::why);
  }

  @Test
  void aNoticeMayComeLongAfter() throws IOException {
    open();
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "car", 0.5, 600, 900));
    look(1_000, 3_000, "moving");
    there = List.of();
    look(3_000, 20_000, "quiet");
    look(20_000, 21_000, "moving");
    look(21_000, 40_000, "quiet");
    recorder.noticed("Parked", 7, Moments.ticks(130_000), "A car has stood in Drive for 2 min");
    events.pass();
    var notice =
        new Event.Notice("Parked", Moments.at(130_000), 7, "A car has stood in Drive for 2 min");
    assertEquals(List.of(notice), list().getLast().notices());
    assertEquals(List.of(), list().getFirst().notices());
    open();
    assertEquals(List.of(notice), list().getLast().notices());
    var event = events.find(list().getLast().id()).orElseThrow();
    assertEquals(List.of(notice), event.summary().notices());
  }

  @Test
  void aNoticeOfWhatIsRemovedIsNot() throws IOException {
    open();
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "car", 0.5, 600, 900));
    look(1_000, 3_000, "moving");
    there = List.of();
    look(3_000, 20_000, "quiet");
    var id = only().summary().id();
    assertEquals(Events.Removed.GONE, events.remove(id));
    recorder.noticed("Parked", 7, Moments.ticks(30_000), "A car has stood in Drive for 2 min");
    events.pass();
    assertFalse(Files.readString(file()).contains(id));
    recorder.noticed("Parked", 99, Moments.ticks(30_000), "nobody knows this one");
    events.pass();
    assertEquals(List.of(), list());
  }

  @Test
  void portraitsAreKeptAndGoWithTheEvent() throws IOException {
    open();
    recorder.portrait(7, new byte[] {1}); // before it is known that it is one
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "person", 0.5, 600, 900));
    look(1_000, 6_000, "moving");
    var id = list().getFirst().id();
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(portrait(id, 7)));
    assertTrue(only().objects().getFirst().picture());
    recorder.portrait(7, new byte[] {2});
    assertArrayEquals(new byte[] {2}, events.portrait(id, 7).orElseThrow());
    there = List.of();
    look(6_000, 12_000, "quiet");
    recorder.portrait(7, new byte[] {3}); // made late
    look(12_000, 20_000, "quiet");
    open();
    assertTrue(only().objects().getFirst().picture());
    assertArrayEquals(new byte[] {3}, events.portrait(id, 7).orElseThrow());
    assertEquals(Optional.empty(), events.portrait(id, 8));
    assertEquals(Optional.empty(), events.portrait("back-1", 7));
    events.remove(id);
    assertFalse(Files.exists(portrait(id, 7)));
    assertEquals(Optional.empty(), events.portrait(id, 7));
  }

  @Test
  void theSurestHavePortraits() throws IOException {
    open();
    look(0, 1_000, "moving");
    var all = new ArrayList<Glimpse>();
    for (int i = 0; i < 45; i++) {
      all.add(glimpse(i, "person", 0.4 + i * 0.01, 600, 900));
    }
    there = List.copyOf(all);
    look(1_000, 1_100, "moving");
    for (int i = 0; i < 45; i++) {
      recorder.portrait(i, new byte[] {(byte) i});
      look(1_100 + i * 100, 1_200 + i * 100, "moving");
    }
    there = List.of();
    look(6_000, 20_000, "quiet");
    var event = only();
    assertEquals(Sightings.MOST, event.objects().size());
    var pictured = event.objects().stream().filter(Event.Sighting::picture).map(o -> o.id());
    assertEquals(List.of(32L, 33L, 34L, 35L, 36L, 37L, 38L, 39L), pictured.toList());
    assertEquals(OptionalLong.of(39), event.summary().recognised().portrait());
    assertEquals(OptionalLong.of(39), list().getFirst().recognised().portrait());
    try (var files = Files.list(portrait("x", 0).resolveSibling(""))) {
      assertEquals(Portraits.MOST, files.count());
    }
  }

  /// Nothing else may be new of it then.
  @Test
  void aPortraitThatComesAfterTheEndIsKnown() throws IOException {
    open();
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "person", 0.5, 600, 900));
    look(1_000, 3_000, "moving");
    there = List.of();
    look(3_000, 11_000, "quiet");
    assertEquals(OptionalLong.empty(), only().summary().recognised().portrait());
    recorder.portrait(7, new byte[] {1});
    look(11_000, 12_000, "quiet");
    open();
    assertEquals(OptionalLong.of(7), list().getFirst().recognised().portrait());
    assertEquals(OptionalLong.of(7), only().summary().recognised().portrait());
  }

  @Test
  void listsAreFilteredByKind() throws IOException {
    open();
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "person", 0.5, 600, 900), glimpse(8, "car", 0.5, 600, 900));
    look(1_000, 2_000, "moving");
    there = List.of();
    look(2_000, 20_000, "quiet");
    look(20_000, 21_000, "moving");
    look(21_000, 30_000, "quiet");
    assertEquals(2, list().size());
    assertEquals(1, list("car", "dog").size());
    assertEquals(0, list("dog").size());
    assertEquals(List.of(), list("none").getFirst().recognised().kinds());
    assertEquals(2, list("none", "person").size());
  }

  /// Full at every byte of what is to be written, and then there is room again.
  @Test
  void aFullDiskLosesNoObject() throws IOException {
    for (int room = 0; room < 4_000; room += 97) {
      dir = Files.createTempDirectory(dir, "x");
      open();
      disk.room(room);
      look(0, 1_000, "moving");
      there = List.of(glimpse(7, "person", 0.5, 600, 900));
      recorder.portrait(7, new byte[300]);
      look(1_000, 2_000, "moving");
      there = List.of();
      recorder.noticed("Lingering", 7, Moments.ticks(2_000), "A person has been there");
      look(2_000, 8_000, "quiet");
      recorder.objects(List.of(glimpse(8, "car", 0.5, 1_000, 1_500)), Moments.ticks(8_000));
      look(8_000, 20_000, "quiet");
      recorder.noticed("Parked", 8, Moments.ticks(20_000), "A car has stood");
      events.pass();
      disk.room(Long.MAX_VALUE);
      look(20_000, 30_000, "quiet");
      open();
      var event = only();
      assertEquals("7 person 0.5 600-1900;8 car 0.5 1000-1500;", words(event), "room " + room);
      assertTrue(event.objects().getFirst().picture());
      assertEquals(2, event.summary().notices().size());
    }
  }

  @Test
  void whatEarlierBuildsWroteIsRead() throws IOException {
    open();
    look(0, 1_000, "moving");
    look(1_000, 8_000, "quiet");
    var text = Files.readString(file());
    var old = text.replace(",\"kinds\":[],\"objectCount\":0", "").replace(",\"objects\":[]", "");
    assertTrue(old.length() < text.length() && !old.contains("object"), old);
    Files.writeString(file(), old);
    open();
    var event = only();
    assertEquals(List.of(), event.objects());
    assertEquals(List.of(), event.summary().recognised().kinds());
    assertTrue(event.summary().why().startsWith("Something moved"), event.summary()::why);
  }

  /// Whatever stands there, reading throws nothing, and what is whole is read.
  @Test
  void damagedLinesOfObjectsAreRead() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    open();
    look(0, 1_000, "moving");
    there = List.of(glimpse(7, "person", 0.5, 600, 900));
    look(1_000, 3_000, "moving");
    there = List.of();
    look(3_000, 7_000, "quiet");
    recorder.objects(List.of(glimpse(8, "car", 0.5, 1_000, 1_500)), Moments.ticks(7_000));
    look(7_000, 15_000, "quiet");
    recorder.noticed("Parked", 8, Moments.ticks(20_000), "A car has stood");
    events.pass();
    var id = only().summary().id();
    var whole = Files.readAllBytes(file());
    for (int i = 0; i < 500; i++) {
      var bytes = whole.clone();
      for (int left = random.nextInt(1, 8); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file(), bytes);
      open();
      assertTrue(list().size() <= 4, "-Dseed=" + seed);
      var event = events.find(id);
      assertTrue(event.map(e -> e.objects().size() <= 4).orElse(true), "-Dseed=" + seed);
      list("person", "none");
      assertEquals("", events.problem("front"), "-Dseed=" + seed);
    }
  }

  /// Whatever comes when, the file says what memory said.
  @Test
  void whateverIsSeenIsReadAgain() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      dir = Files.createTempDirectory(dir, "x");
      open();
      long now = 0;
      look(now, now += 1_000, "moving");
      for (int left = random.nextInt(1, 30); left > 0; left--) {
        there = some(random, now);
        if (random.nextInt(4) == 0) {
          recorder.portrait(random.nextInt(12), new byte[] {(byte) left});
        }
        if (random.nextInt(6) == 0) {
          recorder.noticed("A", random.nextInt(12), Moments.ticks(now), "é \"" + left);
        }
        look(now, now += random.nextInt(1, 8) * 100, "moving");
      }
      there = List.of();
      look(now, now += 2_000, "quiet");
      var inMemory = only();
      recorder.objects(some(random, now - 2_000), Moments.ticks(now)); // a slow model
      look(now, now + 8_000, "quiet");
      var onDisk = only();
      open();
      assertEquals(onDisk.objects(), only().objects(), "-Dseed=" + seed);
      assertEquals(onDisk.summary(), list().getFirst(), "-Dseed=" + seed);
      assertEquals(inMemory.summary().notices(), onDisk.summary().notices(), "-Dseed=" + seed);
      assertEquals(
          Why.kinds(onDisk.objects()), onDisk.summary().recognised().kinds(), "-Dseed=" + seed);
      assertEquals(
          onDisk.objects().size(), onDisk.summary().recognised().count(), "-Dseed=" + seed);
      for (var object : onDisk.objects()) {
        assertEquals(
            object.picture(),
            events.portrait(onDisk.summary().id(), object.id()).isPresent(),
            "-Dseed=" + seed);
      }
    }
  }

  private static List<Glimpse> some(Random random, long now) {
    var kinds = List.of("person", "car", "dog");
    var some = new ArrayList<Glimpse>();
    for (int id = 0; id < 12; id++) {
      if (random.nextInt(3) == 0) {
        var kind = kinds.get(random.nextInt(3));
        long first = Math.max(0, now - random.nextInt(2_000));
        long seen = first + random.nextInt((int) (now - first) + 1);
        var one = at(glimpse(id, kind, random.nextDouble(), first, seen), random.nextDouble());
        some.add(random.nextBoolean() ? still(one) : one);
      }
    }
    return some;
  }

  /// Its file is written anew, shorter, while something of it is still to come.
  @Test
  void anotherEventIsRemovedMeanwhile() throws IOException {
    open();
    look(0, 1_000, "moving");
    look(1_000, 10_000, "quiet");
    look(10_000, 11_000, "moving");
    there = List.of(glimpse(7, "person", 0.5, 10_600, 10_900));
    look(11_000, 12_000, "moving");
    recorder.noticed("Lingering", 7, Moments.ticks(12_000), "A person has been there");
    there = List.of();
    look(12_000, 16_000, "quiet");
    assertEquals(Events.Removed.GONE, events.remove(list().getLast().id()));
    recorder.objects(List.of(glimpse(8, "car", 0.5, 11_000, 11_500)), Moments.ticks(16_000));
    look(16_000, 22_000, "quiet");
    recorder.noticed("Parked", 8, Moments.ticks(60_000), "A car has stood");
    events.pass();
    open();
    var event = only();
    assertEquals("7 person 0.5 10600-11900;8 car 0.5 11000-11500;", words(event));
    assertEquals(2, event.summary().notices().size());
    assertEquals(event.summary(), list().getFirst());
  }

  @Test
  void tellingKnowsThemToo() {
    var telling = new Telling("clip", EventConfig.STANDARD, Map.of());
    telling.objects(List.of(glimpse(7, "person", 0.5, 0, 0)), Moments.ticks(0));
    for (long t = 0; t < 3_000; t += 100) {
      telling.look(Moments.of(t, "moving", 0), Moments.grid());
    }
    var event = telling.finish().getFirst();
    assertEquals("7 person 0.5 0-0;", words(event));
  }
}
