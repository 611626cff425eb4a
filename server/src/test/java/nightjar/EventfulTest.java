package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import nightjar.base.FakeClock;
import nightjar.record.Anchors;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Heading;
import nightjar.record.store.Footage;
import nightjar.record.store.Store;
import nightjar.record.store.StoreConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which footage is kept for longer, of files of six seconds that begin at full minutes.
class EventfulTest {
  private static final UUID BOOT = UUID.randomUUID();
  private static final long MINUTE = 60_000_000; // microseconds
  private static final Duration AROUND = Duration.ofSeconds(5); // before, and after

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private final long start = clock.wall().getEpochSecond() * 1_000_000;
  private boolean synced = true;
  private Store store;
  private Anchors anchors;
  private Eventful events;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder, StoreConfig.STANDARD, DeviceKey.fresh(), clock);
    set(true);
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// @param isSynced whether a time server keeps the clock right
  private void set(boolean isSynced) {
    synced = isSynced;
    anchors = new Anchors(BOOT, clock, () -> synced, store::reanchor, Optional.empty());
    events = new Eventful("front", AROUND, AROUND, clock, anchors, store);
  }

  /// A file of the minute, as the clock had it at first.
  private void record(int minute) throws IOException {
    record(minute, start + minute * MINUTE);
  }

  private void record(int minute, long wall) throws IOException {
    var film = Recorded.FILM.heading("front", "main", wall);
    var heading =
        new Heading(
            film.camera(),
            film.rendition(),
            BOOT,
            minute * MINUTE,
            wall,
            synced,
            film.codec(),
            film.width(),
            film.height());
    var writing = store.begin(heading, ByteBuffer.wrap(Recorded.FILM.init()));
    for (var one : Recorded.FILM.pieces(writing.bytes(), 0, 90)) {
      writing.append(one.piece(), one.bytes());
    }
    writing.seal(new byte[6], Optional.empty());
  }

  private static long seconds(long count) {
    return count * 1_000_000_000;
  }

  /// Of each file in turn whether it is kept for longer.
  private String kept() throws IOException {
    return store.find("front", Optional.empty(), 0, Long.MAX_VALUE).stream()
        .map(Footage::event)
        .map(kept -> kept ? "kept" : "quiet")
        .collect(Collectors.joining(" "));
  }

  /// The note of what happened cannot be written while there is a folder in its place.
  private Path refuse() throws IOException {
    var day = store.find("front", Optional.empty(), 0, Long.MAX_VALUE).getFirst().file();
    return Files.createDirectory(day.resolveSibling("events"));
  }

  @Test
  void footageOfAnEventIsKept() throws IOException {
    for (int minute = 0; minute < 4; minute++) {
      record(minute);
    }
    events.begun("a", seconds(62));
    events.ended("a", seconds(62), seconds(64));
    events.mark();
    assertEquals("quiet kept quiet quiet", kept());
  }

  @Test
  void whatIsALittleBeforeAndAfterIsToo() throws IOException {
    for (int minute = 0; minute < 4; minute++) {
      record(minute);
    }
    events.begun("a", seconds(70)); // 4 s after the file's end
    events.ended("a", seconds(70), seconds(116)); // 4 s before the next
    events.mark();
    assertEquals("quiet kept kept quiet", kept());
  }

  @Test
  void oneThatLastsMarksAsItGoesOn() throws IOException {
    record(0);
    events.begun("a", 0);
    clock.pass(Duration.ofSeconds(6));
    events.mark();
    assertEquals("kept", kept());

    clock.pass(Duration.ofSeconds(54));
    events.mark();
    record(1); // what comes within `after` is marked as it is closed
    clock.pass(Duration.ofSeconds(60));
    events.mark();
    record(2);
    clock.pass(Duration.ofSeconds(10));
    events.ended("a", 0, clock.ticks());
    events.mark();
    clock.pass(Duration.ofSeconds(50));
    events.mark();
    record(3);
    assertEquals("kept kept kept quiet", kept());
  }

  @Test
  void whatEndsWhileTheStoreRefusesIsMarkedLater() throws IOException {
    for (int minute = 0; minute < 4; minute++) {
      record(minute);
    }
    var instead = refuse();
    events.begun("a", seconds(1));
    assertThrows(IOException.class, events::mark);
    events.ended("a", seconds(1), seconds(2));
    events.begun("b", seconds(121));
    events.ended("b", seconds(121), seconds(122));
    assertThrows(IOException.class, events::mark);
    assertEquals("quiet quiet quiet quiet", kept());
    Files.delete(instead);
    events.mark();
    assertEquals("kept quiet kept quiet", kept());
  }

  /// Of a store that refuses for days, the oldest of what happened is forgotten.
  @Test
  void noMoreIsRememberedThanMay() throws IOException {
    record(0);
    record(10);
    var instead = refuse();
    events.ended("first", seconds(1), seconds(2));
    for (int i = 0; i < 256; i++) {
      events.ended("e" + i, seconds(601), seconds(602));
    }
    assertThrows(IOException.class, events::mark);
    Files.delete(instead);
    events.mark();
    assertEquals("quiet kept", kept());
  }

  @Test
  void whatWasRecordedOnAGuessIsFoundWhereItWentTo() throws IOException {
    set(false);
    for (int minute = 0; minute < 3; minute++) {
      record(minute);
    }
    clock.pass(Duration.ofMinutes(4));
    var instead = refuse();
    events.ended("a", seconds(61), seconds(62));
    assertThrows(IOException.class, events::mark);
    clock.step(Duration.ofDays(1));
    synced = true;
    anchors.look(); // footage is moved by a day
    Files.delete(instead);
    events.mark();
    assertEquals("quiet kept quiet", kept());
  }

  /// It is tried each second, and said once.
  @Test
  void footageThatCannotBeMovedIsSaidToKeepAWrongTimeOnce() {
    var said = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      set(false);
      store.close();
      clock.step(Duration.ofDays(1));
      synced = true;
      for (int i = 0; i < 5; i++) {
        anchors.look();
      }
    } finally {
      System.setErr(before);
    }
    long warnings = said.toString(UTF_8).lines().filter(line -> line.contains("WARNING")).count();
    assertEquals(1, warnings, said.toString(UTF_8));
  }

  @Test
  void oneThatLastsWhileTheClockIsPutRightGoesAlong() throws IOException {
    set(false);
    record(0);
    events.begun("a", seconds(1));
    clock.pass(Duration.ofSeconds(30));
    events.mark();
    clock.step(Duration.ofDays(-1));
    synced = true;
    anchors.look();
    clock.pass(Duration.ofSeconds(30));
    events.mark();
    record(1, start + MINUTE - 24 * 60 * MINUTE);
    assertEquals("kept kept", kept());
  }

  /// A step of a clock that was right moves no footage of before.
  @Test
  void whatEndedBeforeAStepIsMarkedWhereItIs() throws IOException {
    record(0);
    record(1);
    var instead = refuse();
    clock.pass(Duration.ofMinutes(2));
    events.ended("a", seconds(1), seconds(2));
    assertThrows(IOException.class, events::mark);
    clock.step(Duration.ofHours(1));
    anchors.look();
    record(2, start + 60 * MINUTE);
    Files.delete(instead);
    events.mark();
    assertEquals("kept quiet quiet", kept());
  }

  /// Footage goes on behind what there is, ahead of the clock.
  @Test
  void oneThatLastsWhileTheClockIsSetBackKeepsWhatFollows() throws IOException {
    record(0);
    events.begun("a", seconds(1));
    clock.pass(Duration.ofSeconds(30));
    clock.step(Duration.ofMinutes(-30));
    anchors.look();
    clock.pass(Duration.ofSeconds(30));
    events.mark();
    record(1);
    assertEquals("kept kept", kept());
  }
}
