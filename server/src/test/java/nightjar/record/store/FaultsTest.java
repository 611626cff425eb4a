package nightjar.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.record.file.DeviceKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Disks that are full, failing, read-only, slow, or gone.
class FaultsTest {
  private static final Path FOLDER = Path.of("footage");
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static final long MINUTE = 60_000_000;

  private final FakeClock clock = new FakeClock();
  private final ForgetfulDisk disk = new ForgetfulDisk(clock);
  private final MemoryIndex index = new MemoryIndex();
  private Store store;

  @BeforeEach
  void open() throws IOException {
    store = open(StoreConfig.STANDARD);
  }

  private Store open(StoreConfig config) throws IOException {
    return Store.open(
        new Store.Parts(
            FOLDER, config, KEY, clock, disk, MemoryIndex.file(index, true), new Ledger(0), false));
  }

  private List<Footage> all() throws IOException {
    return store.find("front", Optional.empty(), 0, Long.MAX_VALUE);
  }

  private Trouble trouble() {
    return store.health().trouble();
  }

  private void inOrder() throws IOException {
    var checked = new Check(disk, FOLDER, index, false, seal -> seal.signedBy(KEY.proof())).run();
    assertEquals(List.of(), checked.wrong());
  }

  @Test
  void aFullDiskLosesOnePieceAndGoesOnWhenThereIsRoom() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    disk.room(100);
    var e = assertThrows(IOException.class, reel::second);
    assertTrue(e.getMessage().contains("full"), e.getMessage());
    assertEquals(Trouble.FULL, trouble());
    assertThrows(IOException.class, reel::second);
    assertThrows(IOException.class, () -> Reel.begin(store, Reel.heading("front", "main", MINUTE)));
    reel.writing().abandon();
    store.tidy(); // no room for a seal
    assertEquals(Trouble.FULL, trouble());

    disk.room(Long.MAX_VALUE);
    store.tidy();
    assertEquals(1, all().size());
    assertTrue(all().getFirst().mended());
    Reel.record(store, Reel.heading("front", "main", 2 * MINUTE), 3);
    assertEquals(Trouble.NONE, trouble());
    inOrder();
  }

  @Test
  void aSyncThatFailedIsNotTriedAgain() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    disk.failing(true);
    assertThrows(IOException.class, reel.writing()::sync);
    assertEquals(Trouble.FAILING, trouble());
    disk.failing(false);
    assertThrows(IOException.class, reel.writing()::sync);
    assertThrows(IOException.class, reel::seal);
    store.tidy();
    assertEquals(1, all().size());
    inOrder();
  }

  @Test
  void aSealThatFailedUsesUpItsNumber() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    disk.room(50);
    assertThrows(IOException.class, reel::seal);
    disk.room(Long.MAX_VALUE);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 3);
    store.tidy();
    assertEquals(2, all().size());
    assertTrue(all().getFirst().mended());
    inOrder();
  }

  /// A correction is tried again until it is written.
  @Test
  void timesAreCorrectedOnceHoweverOftenItIsTried() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    var open = Reel.begin(store, Reel.heading("front", "main", MINUTE));
    open.second();
    index.refusing(true);
    for (int i = 0; i < 3; i++) {
      assertThrows(
          IOException.class, () -> store.reanchor(Reel.BOOT, 0, Long.MAX_VALUE, 60 * MINUTE));
    }
    index.refusing(false);
    store.reanchor(Reel.BOOT, 0, Long.MAX_VALUE, 60 * MINUTE);
    assertEquals(
        List.of(Reel.START + 60 * MINUTE, Reel.START + 61 * MINUTE),
        all().stream().map(Footage::start).toList());
    open.seal();
    assertEquals(Reel.START + 61 * MINUTE, all().getLast().start());
  }

  @Test
  void aFileThatWaitsToBeMendedIsCorrectedToo() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    reel.writing().abandon();
    store.reanchor(Reel.BOOT, 0, Long.MAX_VALUE, 60 * MINUTE);
    store.tidy();
    assertEquals(Reel.START + 60 * MINUTE, all().getFirst().start());
  }

  /// Somebody removes footage, and the step of tidying comes meanwhile.
  @Test
  void oneAtATimeTakesFilesAway() throws Exception {
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 3);
    var tidying = new Thread(store::tidy, "tidying");
    disk.witness(
        () -> {
          if (index.garbage().size() == 2 && tidying.getState() == Thread.State.NEW) {
            tidying.start();
            while (tidying.isAlive() && tidying.getState() != Thread.State.WAITING) {
              Thread.onSpinWait();
            }
            assertEquals(2, index.garbage().size());
          }
        });
    assertEquals(2, store.remove("front", 0, Long.MAX_VALUE).files());
    tidying.join();
    assertEquals(List.of(), index.garbage());
    inOrder();
  }

  @Test
  void aReadOnlyDiskIsSaidToBeOne() throws IOException {
    disk.readOnly(true);
    assertThrows(IOException.class, () -> Reel.begin(store, Reel.heading("front", "main", 0)));
    assertEquals(Trouble.READ_ONLY, trouble());
    disk.readOnly(false);
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    assertEquals(Trouble.NONE, trouble());
  }

  @Test
  void aSlowDiskIsSaidForAMinute() throws IOException {
    var reel = Reel.begin(store, Reel.heading("front", "main", 0));
    reel.second();
    disk.syncTakes(500);
    reel.writing().sync();
    assertEquals(Trouble.NONE, trouble());
    disk.syncTakes(1500);
    reel.writing().sync();
    assertEquals(Trouble.SLOW, trouble());
    clock.pass(Duration.ofMinutes(2));
    assertEquals(Trouble.NONE, trouble());
  }

  @Test
  void aDiskThatIsTakenAwayIsLookedForAgain() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    var there = disk.cut(1, new java.util.Random(1));
    disk.empty();
    assertThrows(IOException.class, () -> Reel.begin(store, Reel.heading("front", "main", MINUTE)));
    assertEquals(Trouble.GONE, trouble());
    store.tidy();
    assertThrows(IOException.class, this::all);
    disk.restore(there);
    clock.pass(Duration.ofSeconds(6));
    store.tidy();
    assertEquals(Trouble.NONE, trouble());
    assertEquals(1, all().size());
  }

  @Test
  void anEmptyMountPointIsNotANewStore() throws IOException {
    store.close();
    var memory = Path.of("memory");
    var config = StoreConfig.STANDARD.remembering(memory);
    disk.ownDisk(true);
    store = open(config);
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    store.close();
    var there = disk.cut(1, new java.util.Random(1));
    disk.emptyFolder(FOLDER);
    disk.ownDisk(false);
    store = open(config);
    assertEquals(Trouble.GONE, trouble());
    assertEquals(List.of(), disk.list(FOLDER));
    disk.restore(there);
    disk.ownDisk(true);
    clock.pass(Duration.ofSeconds(6));
    store.tidy();
    assertEquals(1, all().size());
  }

  /// Away for weeks, and looked for every few seconds.
  @Test
  void aDiskThatStaysAwayIsSaidToBeSoOnce() throws IOException {
    store.close();
    disk.ownDisk(true);
    var config = StoreConfig.STANDARD.remembering(Path.of("memory"));
    store = open(config);
    store.close();
    disk.emptyFolder(FOLDER);
    disk.ownDisk(false);
    var said = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      store = open(config);
      for (int i = 0; i < 5; i++) {
        clock.pass(Duration.ofSeconds(6));
        store.tidy();
      }
    } finally {
      System.setErr(before);
    }
    assertEquals(1, said.toString(UTF_8).lines().count(), said.toString(UTF_8));
  }

  @Test
  void whenAllIsLockedItIsSaid() throws IOException {
    store.close();
    store =
        open(
            new StoreConfig(
                1000,
                new StoreConfig.Free.Percent(0),
                Duration.ZERO,
                Duration.ZERO,
                Optional.empty()));
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    store.lock("front", 0, Long.MAX_VALUE, true);
    store.tidy();
    assertEquals(Trouble.KEPT, trouble());
    store.lock("front", 0, Long.MAX_VALUE, false);
    assertEquals(1, store.tidy().files());
    assertEquals(Trouble.NONE, trouble());
  }

  @Test
  void filesThatSomebodyTookAwayAreSaidToBeGone() throws IOException {
    var footage = Reel.record(store, Reel.heading("front", "main", 0), 3);
    Reel.record(store, Reel.heading("front", "main", MINUTE), 3);
    store.close();
    disk.unlink(footage.file());
    store = open(StoreConfig.STANDARD);
    assertEquals(1, all().size());
    assertEquals(1, store.mends().size());
    assertTrue(index.gone("front").getFirst().lost());
    inOrder();
  }

  @Test
  void aFileThatWasChangedIsFoundByACheck() throws IOException {
    var footage = Reel.record(store, Reel.heading("front", "main", 0), 3);
    disk.damage(footage.file(), footage.bytes() / 3);
    var checked = new Check(disk, FOLDER, index, false, seal -> seal.signedBy(KEY.proof())).run();
    assertEquals(1, checked.wrong().size(), checked.wrong().toString());
  }

  @Test
  void writtenBytesAreCountedByCause() throws IOException {
    Reel.record(store, Reel.heading("front", "main", 0), 3);
    var written = store.written();
    assertEquals(3 * 2 * 204, written.video());
    assertEquals(all().getFirst().bytes(), written.video() + written.footage());
  }

  @Test
  void whatHappenedIsForgottenWithItsFootageAndNotBefore() throws IOException {
    store.happened("front", Reel.START, Reel.START, "gone");
    Reel.record(store, Reel.heading("front", "main", 60 * MINUTE), 3);
    store.happened("front", Reel.START + 60 * MINUTE, Reel.START + 60 * MINUTE, "kept");
    clock.pass(Duration.ofMinutes(10)); // behind what is recorded, as when it was set back
    store.tidy();
    assertTrue(index.marked("front", "gone").isPresent());
    clock.pass(Duration.ofMinutes(60));
    store.happened("front", Reel.START + 70 * MINUTE, Reel.START + 70 * MINUTE, "new");
    var left = Reel.begin(store, Reel.heading("front", "main", 70 * MINUTE));
    left.second();
    store.tidy();
    assertEquals(Optional.empty(), index.marked("front", "gone"));
    assertTrue(index.marked("front", "kept").isPresent());
    assertTrue(index.marked("front", "new").isPresent());
  }

  /// A disk that fails for months.
  @Test
  void onlyTheNewestMendsAreKept() throws IOException {
    for (int i = 0; i < Mends.MOST + 10; i++) {
      Reel.begin(store, Reel.heading("front", "main", i * MINUTE)).writing().abandon();
      store.tidy();
    }
    var mends = store.mends();
    assertEquals(Mends.MOST, mends.size());
    assertTrue(mends.getLast().file().toString().contains("051540Z"), mends.getLast().toString());
  }
}
