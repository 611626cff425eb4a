package nightjar.record.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.record.file.Anatomy;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Readable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final long MINUTE = 60_000_000;
  private static final DeviceKey KEY = DeviceKey.fresh();

  @TempDir Path folder;
  private final FakeClock clock = new FakeClock();
  private Store store;

  @BeforeEach
  void open() throws IOException {
    store = Store.open(folder.resolve("footage"), StoreConfig.STANDARD, KEY, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void reopen() throws IOException {
    store.close();
    open();
  }

  private List<Footage> all() throws IOException {
    return store.find("front", Optional.empty(), 0, Long.MAX_VALUE);
  }

  private String told() throws IOException {
    var told = new ArrayList<String>();
    for (var f : all()) {
      told.add(
          folder.resolve("footage/front").relativize(f.file())
              + (f.open() ? " open" : "")
              + (f.event() ? " event" : "")
              + (f.locked() ? " locked" : "")
              + (f.mended() ? " mended" : "")
              + " "
              + (f.end() - f.start()) / 1_000_000
              + " s");
    }
    return String.join(", ", told);
  }

  @Test
  void whatIsWrittenIsFoundWhileItIsOpenAndWhenItIsClosed() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    assertEquals("", told());
    reel.second();
    reel.second();
    assertEquals("2001/09/09/014640Z-main.mp4 open 2 s", told());
    var open = all().getFirst();
    assertEquals(Files.size(open.file()), open.bytes());

    reel.writing().sync();
    reel.writing().seal(new byte[] {7, 9}, Optional.of(new byte[] {1, 2, 3}));
    assertEquals("2001/09/09/014640Z-main.mp4 2 s", told());
    var closed = all().getFirst();
    assertEquals(Reel.START, closed.start());
    assertEquals(Files.size(closed.file()), closed.bytes());
    assertEquals(7, closed.activity()[0]);
    try (var file = store.open(closed)) {
      var anatomy = Anatomy.read(Readable.of(file));
      var seal = anatomy.seal().orElseThrow();
      assertTrue(seal.signedBy(KEY.proof()));
      assertEquals(1, seal.number());
      assertEquals(closed.thumbnailAt(), anatomy.thumbnailAt().orElseThrow());
      assertEquals(3, closed.thumbnailLength());
    }
    reopen();
    assertEquals("2001/09/09/014640Z-main.mp4 2 s", told());
    assertEquals(List.of(), store.mends());
  }

  @Test
  void aNameThatIsTakenGetsANumber() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 1);
    Reel.record(store, Reel.heading("front", "main", 1), 1);
    assertEquals("2001/09/09/014640Z-main.mp4 1 s, 2001/09/09/014640Z-main.2.mp4 1 s", told());
  }

  @Test
  void aFileThatWasLeftIsMendedAtTheNextStep() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    reel.second();
    reel.writing().abandon();
    assertEquals("", told());
    store.tidy();
    assertEquals("2001/09/09/014640Z-main.mp4 mended 2 s", told());
    assertEquals(1, store.mends().size());
  }

  @Test
  void aFileWithNothingInItGoes() throws IOException {
    Reel.begin(store, Reel.heading("front", "main", 0))
        .writing()
        .seal(new byte[0], Optional.empty());
    assertFalse(Files.exists(folder.resolve("footage/front/2001/09/09/014640Z-main.mp4")));
    assertEquals("", told());
  }

  @Test
  void aTornFileIsCutAndSealedAtTheStart() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    reel.second();
    reel.second();
    var file = all().getFirst().file();
    store.close();
    try (var cut =
        java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      cut.truncate(cut.size() - 10);
    }
    open();
    assertEquals("2001/09/09/014640Z-main.mp4 mended 2 s", told());
    var seal = Anatomy.read(Readable.of(Files.readAllBytes(file))).seal().orElseThrow();
    assertTrue(seal.mended());
    assertTrue(seal.signedBy(KEY.proof()));
    assertThrows(IOException.class, reel::second);
  }

  @Test
  void bothRenditionsOfACameraShareAChain() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 1);
    Reel.record(store, Reel.heading("front", "sub", 0), 1);
    reopen();
    Reel.record(store, Reel.heading("front", "main", MINUTE), 1);
    Reel.record(store, Reel.heading("back", "main", MINUTE), 1);
    var numbers = new ArrayList<Long>();
    for (var f : all()) {
      numbers.add(
          Anatomy.read(Readable.of(Files.readAllBytes(f.file()))).seal().orElseThrow().number());
    }
    assertEquals(List.of(1L, 2L, 3L), numbers);
  }

  @Test
  void whatHappenedMarksFilesOpenClosedAndToCome() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 5);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 5);
    var open = Reel.begin(store, Reel.heading("front", "main", 2 * MINUTE));
    open.second();
    long from = Reel.START + MINUTE + 4_000_000;
    store.happened("front", from, Reel.START + 3 * MINUTE, "e1");
    open.seal();
    Reel.record(store, Reel.heading("front", "main", 3 * MINUTE), 5);
    Reel.record(store, Reel.heading("front", "main", 4 * MINUTE), 5);
    String expected =
        "2001/09/09/014640Z-main.mp4 5 s, 2001/09/09/014740Z-main.mp4 event 5 s, "
            + "2001/09/09/014840Z-main.mp4 event 1 s, 2001/09/09/014940Z-main.mp4 event 5 s, "
            + "2001/09/09/015040Z-main.mp4 5 s";
    assertEquals(expected, told());
    reopen();
    assertEquals(expected, told());
    store.close();
    for (var part : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(folder.resolve("footage/index.db" + part));
    }
    open();
    // A note may be a minute behind an event, so the index that is made anew assumes it is.
    assertEquals(expected.replace("015040Z-main.mp4 5 s", "015040Z-main.mp4 event 5 s"), told());
  }

  @Test
  void whatIsLockedStays() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 5);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 5);
    var open = Reel.begin(store, Reel.heading("front", "main", 2 * MINUTE));
    open.second();
    assertEquals(2, store.lock("front", Reel.START + MINUTE, Reel.START + 3 * MINUTE, true));
    assertEquals(0, store.lock("front", Reel.START + MINUTE, Reel.START + 3 * MINUTE, true));
    open.seal();
    var removed = store.remove("front", 0, Long.MAX_VALUE);
    assertEquals(1, removed.files());
    assertEquals(2, removed.locked());
    String expected =
        "2001/09/09/014740Z-main.mp4 locked 5 s, 2001/09/09/014840Z-main.mp4 locked 1 s";
    assertEquals(expected, told());
    reopen();
    assertEquals(expected, told());
    assertEquals(2, store.lock("front", 0, Long.MAX_VALUE, false));
    reopen();
    assertEquals(expected.replace(" locked", ""), told());
  }

  @Test
  void whatIsRemovedIsGoneWithItsFoldersButTheChainGoesOn() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 5);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 5);
    store.happened("front", Reel.START, Reel.START, "e");
    var removed = store.remove("front", 0, Long.MAX_VALUE);
    assertEquals(2, removed.files());
    assertFalse(Files.exists(folder.resolve("footage/front/2001")));
    reopen();
    var next = Reel.record(store, Reel.heading("front", "main", 2 * MINUTE), 5);
    var seal = Anatomy.read(Readable.of(Files.readAllBytes(next.file()))).seal().orElseThrow();
    assertEquals(3, seal.number());
  }

  @Test
  void aWrongClockIsCorrected() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 5);
    var open = Reel.begin(store, Reel.heading("front", "main", MINUTE));
    open.second();
    store.reanchor(Reel.BOOT, 0, Long.MAX_VALUE, 1_000_000_000);
    open.seal();
    assertEquals(Reel.START + 1_000_000_000, all().get(0).start());
    assertEquals(Reel.START + MINUTE + 1_000_000_000, all().get(1).start());
    reopen();
    assertEquals(Reel.START + 1_000_000_000, all().get(0).start());
  }

  @Test
  void theNextAndThePrevious() throws IOException {
    var first = Reel.record(store, Reel.heading("front", "main", 0), 5);
    var second = Reel.record(store, Reel.heading("front", "main", MINUTE), 5);
    var open = Reel.begin(store, Reel.heading("front", "main", 2 * MINUTE));
    open.second();
    var main = Optional.of("main");
    assertEquals(second.file(), store.next("front", main, first.start()).orElseThrow().file());
    assertTrue(store.next("front", main, second.start()).orElseThrow().open());
    assertEquals(first.file(), store.previous("front", main, second.start()).orElseThrow().file());
    assertTrue(store.previous("front", main, Long.MAX_VALUE).orElseThrow().open());
    assertEquals(Optional.empty(), store.next("front", Optional.of("sub"), 0));
    assertEquals(Optional.empty(), store.next("back", Optional.empty(), 0));
  }

  @Test
  void daysAreOfAZone() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 50);
    Reel.record(store, Reel.heading("front", "sub", 0), 40);
    Reel.record(store, Reel.heading("front", "main", 24 * 60 * MINUTE), 30);
    store.happened("front", Reel.START, Reel.START, "e");
    store.lock("front", Reel.START + 24 * 60 * MINUTE, Long.MAX_VALUE, true);
    var day = LocalDate.of(2001, 9, 9);
    assertEquals(
        List.of(new Day(day, 50, 50, 0), new Day(day.plusDays(1), 30, 0, 30)),
        store.days("front", ZoneOffset.UTC));
    assertEquals(
        new Day(day.minusDays(1), 50, 50, 0),
        store.days("front", ZoneId.of("America/New_York")).getFirst());
  }

  @Test
  void anIndexThatIsBrokenIsMadeAnew() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 5);
    store.close();
    var index = folder.resolve("footage/index.db");
    Files.writeString(index, "this is no database at all, as anybody can see at the first glance");
    open();
    assertEquals("2001/09/09/014640Z-main.mp4 5 s", told());
    assertTrue(Files.exists(folder.resolve("footage/index.broken-1")));
  }

  @Test
  void twoStoresDoNotShareAFolder() {
    var e = assertThrows(StoreBusyException.class, this::open);
    assertTrue(e.getMessage().contains("in use by another"), e.getMessage());
  }

  @Test
  void oldFootageGoes() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 5);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 5);
    store.happened("front", Reel.START, Reel.START, "e");
    assertEquals(0, store.tidy().files());
    clock.pass(Duration.ofDays(15));
    store.clockIsSure(false);
    assertEquals(0, store.tidy().files());
    store.clockIsSure(true);
    assertEquals(1, store.tidy().files());
    assertEquals("2001/09/09/014640Z-main.mp4 event 5 s", told());
  }
}
