package nightjar.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.base.WeekTimes;
import nightjar.json.BadJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final WeekTimes WORK = WeekTimes.parse("Mon-Fri 07:00-17:30");

  private final FakeClock clock = new FakeClock(); // begins on Sunday 2001-09-09, 03:46 in Berlin

  @TempDir Path dir;

  /// 2026-03-02 is a Monday.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing            | 02T06:00 | on",
        "nothing            | 02T07:00 | by its schedule until 17:30 (02T17:30)",
        "nothing            | 02T17:30 | on",
        "off 02T05:00       | 02T06:00 | by ana (never)",
        "off 02T05:00       | 02T12:00 | by ana (never)",
        "off 02T05:00       | 09T20:00 | by ana (never)",
        "on 02T12:00        | 02T12:00 | on", // against the schedule, up to its next change
        "on 02T12:00        | 02T17:29 | on",
        "on 02T12:00        | 02T17:31 | on",
        "on 02T12:00        | 03T07:00 | by its schedule until 17:30 (03T17:30)",
        "on 02T06:00        | 02T07:00 | by its schedule until 17:30 (02T17:30)",
        "on 02T12:00        | 02T11:00 | by its schedule until 17:30 (02T17:30)", // clock set back
        "lost               | 02T06:00 | lost (never)",
        "lost               | 02T12:00 | lost (never)",
      })
  void decides(String said, String now, String expected) {
    assertEquals(expected, words(Verdict.of(WORK, said(said), at(now))));
  }

  @Test
  void aLongOffTimeNamesTheDay() {
    var times = WeekTimes.parse("Mon-Thu 00:00-24:00, Fri 00:00-12:00");
    var nothing = new Said.Nothing();
    assertEquals(
        "by its schedule until Fri 12:00 (06T12:00)",
        words(Verdict.of(times, nothing, at("02T12:00"))));
    var always = WeekTimes.parse("daily 00:00-24:00");
    assertEquals("by its schedule (never)", words(Verdict.of(always, nothing, at("02T12:00"))));
    var on = new Said.On("ana", at("02T12:00").toInstant());
    assertEquals("on", words(Verdict.of(always, on, at("12T12:00"))));
  }

  private static Said said(String text) {
    return switch (text.replaceAll(" .*", "")) {
      case "nothing" -> new Said.Nothing();
      case "lost" -> new Said.Lost("lost");
      case "off" -> new Said.Off("ana", at(text.substring(4)).toInstant());
      default -> new Said.On("ana", at(text.substring(3)).toInstant());
    };
  }

  private static ZonedDateTime at(String day) {
    return Instant.parse("2026-03-" + day.substring(0, 2) + "T00:00:00Z")
        .atZone(BERLIN)
        .withHour(Integer.parseInt(day.substring(3, 5)))
        .withMinute(Integer.parseInt(day.substring(6)));
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.On _ -> "on";
      case Verdict.Off(var reason, var until) ->
          until
              .map(u -> u.atZone(BERLIN).toLocalDateTime().toString().substring(8))
              .map(u -> reason + " (" + u + ")")
              .orElse(reason + " (never)");
    };
  }

  @Test
  void offOutlivesTheProgramUntilSomebodySwitchesOn() throws Exception {
    try (var first = open()) {
      first.of("front", WeekTimes.NONE).set(false, "ana");
      assertFalse(first.of("back", WeekTimes.NONE).isOff());
    }
    try (var second = open()) {
      var front = second.of("front", WeekTimes.NONE);
      assertEquals("by ana (never)", words(front.verdict()));
      assertFalse(second.of("back", WeekTimes.NONE).isOff());
      front.set(true, "bob");
    }
    try (var third = open()) {
      assertFalse(third.of("front", WeekTimes.NONE).isOff());
    }
  }

  /// One that stands in the settings no more may come back.
  @Test
  void whatWasSaidOfACameraThatIsGoneIsKept() throws Exception {
    try (var first = open()) {
      first.of("front", WeekTimes.NONE).set(false, "ana");
    }
    try (var second = open()) {
      second.of("back", WeekTimes.NONE).set(false, "ana");
    }
    try (var third = open()) {
      assertTrue(third.of("front", WeekTimes.NONE).isOff());
    }
  }

  @Test
  void theFileIsTheOwnersAloneAndOnlyWrittenBySwitching() throws Exception {
    var folder = dir.resolve("data");
    try (var switches = new Switches(folder, clock, BERLIN)) {
      var front = switches.of("front", WORK);
      front.look();
      assertFalse(Files.exists(folder));
      front.set(false, "ana");
      assertEquals("rwx------", mode(folder));
      assertEquals("rw-------", mode(folder.resolve("switches.json")));
      try (var files = Files.list(folder)) {
        assertEquals(1, files.count());
      }
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"version\":1,\"cameras\":[",
        "{\"version\":2,\"cameras\":[]}",
        "{\"version\":1,\"cameras\":[{\"camera\":\"front\",\"said\":\"of\",\"who\":\"\",\"at\":1}]}",
        "{\"version\":1,\"cameras\":[{\"camera\":\"front\",\"said\":\"on\",\"who\":\"\",\"at\":-1}]}",
        "{\"version\":1,\"cameras\":[{\"camera\":\"a\",\"said\":\"lost\",\"why\":\"\"},{\"camera\":\"a\",\"said\":\"lost\",\"why\":\"\"}]}",
      })
  void aBrokenFileLeavesEveryCameraOff(String text) throws Exception {
    Files.writeString(dir.resolve("switches.json"), text);
    try (var switches = open()) {
      var front = switches.of("front", WeekTimes.NONE);
      var back = switches.of("back", WeekTimes.NONE);
      assertTrue(front.isOff() && back.isOff());
      assertTrue(words(front.verdict()).contains("cannot be read"));
      assertEquals(text, Files.readString(dir.resolve("switches.json")));
      front.set(true, "ana");
      assertFalse(front.isOff());
    }
    try (var again = open()) { // the others were not switched on by that
      assertFalse(again.of("front", WeekTimes.NONE).isOff());
      assertTrue(again.of("back", WeekTimes.NONE).isOff());
    }
  }

  @Test
  void aFileThatIsNoneLeavesEveryCameraOff() throws Exception {
    Files.createDirectory(dir.resolve("switches.json"));
    try (var switches = open()) {
      assertTrue(switches.of("front", WeekTimes.NONE).isOff());
    }
  }

  @Test
  void whatCannotBeWrittenDownErrsOnTheSideOfOff() throws Exception {
    var folder = dir.resolve("data");
    try (var switches = new Switches(folder, clock, BERLIN)) {
      var front = switches.of("front", WeekTimes.NONE);
      Files.createFile(folder); // where the folder should be
      assertThrows(IOException.class, () -> front.set(false, "ana"));
      assertTrue(front.isOff());
      assertThrows(IOException.class, () -> front.set(true, "ana"));
      assertTrue(front.isOff());
      Files.delete(folder);
      switches.of("back", WeekTimes.NONE).set(false, "ana"); // takes what was not written with it
    }
    try (var again = new Switches(folder, clock, BERLIN)) {
      assertTrue(again.of("front", WeekTimes.NONE).isOff());
    }
  }

  @Test
  void whoIsAName() {
    try (var switches = new Switches(null, clock, BERLIN)) {
      var front = switches.of("front", WeekTimes.NONE);
      assertThrows(IllegalArgumentException.class, () -> front.set(false, "a\nb"));
      assertThrows(IllegalArgumentException.class, () -> front.set(false, "a".repeat(65)));
      assertFalse(front.isOff());
    }
  }

  @Test
  void timePasses() throws Exception {
    try (var switches = new Switches(null, clock, BERLIN)) {
      var front = switches.of("front", WeekTimes.parse("daily 04:00-05:00"));
      assertEquals("on", words(front.verdict()));
      clock.pass(Duration.ofMinutes(14));
      front.look();
      assertEquals("by its schedule until 05:00 (09T05:00)", words(front.verdict()));
      assertEquals("on", words(front.set(true, "ana").verdict()));
      clock.pass(Duration.ofHours(24));
      front.look();
      assertTrue(front.isOff());
    }
  }

  @Test
  void sayingTheSameAgainChangesNothing() throws Exception {
    try (var switches = new Switches(null, clock, BERLIN)) {
      var front = switches.of("front", WeekTimes.parse("daily 03:00-05:00"));
      var said = new ArrayList<String>();
      for (var one : List.of("off ana", "off ana", "off ben", "on ben", "on ana", "on ben")) {
        var words = one.split(" ");
        said.add(one + " " + front.set(words[0].equals("on"), words[1]).changed());
      }
      assertEquals(
          List.of(
              "off ana true", // it was off by its schedule
              "off ana false",
              "off ben true",
              "on ben true",
              "on ana false",
              "on ben false"),
          said);
    }
  }

  /// Nobody presses anything, and nobody asks.
  @Test
  void aScheduleIsWatched() throws Exception {
    try (var switches = new Switches(null, new Watched(clock), BERLIN)) {
      var front = switches.of("front", WeekTimes.parse("daily 04:00-05:00"));
      var changes = new Semaphore(0);
      front.listen(changes::release);
      switches.start();
      clock.pass(Duration.ofMinutes(14));
      assertTrue(changes.tryAcquire(20, TimeUnit.SECONDS));
      assertTrue(front.isOff());
      clock.pass(Duration.ofHours(1));
      assertTrue(changes.tryAcquire(20, TimeUnit.SECONDS));
      assertFalse(front.isOff());
    }
  }

  /// Its time passes only when told to, whoever sleeps.
  private record Watched(FakeClock inner) implements Clock {
    @Override
    public Instant wall() {
      return inner.wall();
    }

    @Override
    public long ticks() {
      return inner.ticks();
    }

    @Override
    public void sleep(Duration howLong) throws InterruptedException {
      Thread.sleep(1);
    }
  }

  @Test
  void anyFileIsReadOrBroken() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var good =
        SwitchFile.text(
            Map.of(
                "front", new Said.Off("ana", Instant.EPOCH), "b", new Said.On("", Instant.EPOCH)));
    for (int i = 0; i < 50_000; i++) {
      var text = new StringBuilder(good);
      for (int n = random.nextInt(4); n > 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
      }
      text.setLength(i % 3 == 0 ? random.nextInt(text.length()) : text.length());
      try {
        SwitchFile.parse(text.toString());
      } catch (BadJsonException _) {
        // broken, and said to be
      }
    }
  }

  private Switches open() {
    return new Switches(dir, clock, BERLIN);
  }
}
