package nightjar.record.store;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.function.Predicate;
import nightjar.record.file.Heading;

/// A store whose disk is there: everything that was opened for it, closed together.
final class OpenStore implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Store.class.getName());
  private static final int COMMITS = 64; // between checkpoints
  private static final long LATEST = Duration.ofMinutes(10).toNanos(); // a checkpoint

  private final Marker marker;
  private final AutoCloseable lock;
  private final StoreConfig config;
  private final boolean tells;
  final Shelf shelf;
  final Writings writings = new Writings();
  final Mends mends;
  private final Chains chains;
  private final Mending mending;
  final Removal removal;
  final Locks locks;
  final Marks marks;
  private final Troubles troubles;
  private long checkpointed;

  private OpenStore(
      Marker marker, AutoCloseable lock, Store.Parts parts, Shelf shelf, Troubles troubles) {
    this.marker = marker;
    this.lock = lock;
    this.config = parts.config();
    this.tells = parts.tells();
    this.mends = new Mends(tells);
    this.shelf = shelf;
    this.troubles = troubles;
    this.chains = new Chains(shelf.folder, shelf.disk, shelf.index);
    this.mending = new Mending(shelf, chains, mends);
    this.removal = new Removal(shelf, chains);
    this.locks = new Locks(shelf, writings);
    this.marks = new Marks(shelf, writings);
    this.checkpointed = shelf.clock.ticks();
  }

  /// S1 to S11.
  ///
  /// @throws StoreBusyException another process has it
  static OpenStore start(Store.Parts parts, Troubles troubles) throws IOException {
    long began = System.nanoTime();
    var marker = new Marker(parts.disk(), parts.folder(), parts.config().memory());
    marker.find(); // S1
    var lock = // S2
        parts
            .disk()
            .lock(parts.folder().resolve(Names.LOCK))
            .orElseThrow(
                () ->
                    new StoreBusyException(
                        parts.folder()
                            + " is in use by another Nightjar: only one may write there"));
    try {
      var store = open(parts, marker, lock, troubles);
      store.tell(
          INFO,
          "footage in {0}: {1} mends, {2} ms",
          parts.folder(),
          store.mends.count(),
          (System.nanoTime() - began) / 1_000_000);
      return store;
    } catch (IOException | RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  private static OpenStore open(
      Store.Parts parts, Marker marker, AutoCloseable lock, Troubles troubles) throws IOException {
    try {
      return agreed(parts, marker, lock, troubles);
    } catch (BrokenIndexException e) { // S3
      var aside = parts.index().putAside();
      log.log(WARNING, "{0}: put aside as {1}, made anew from the files", e.getMessage(), aside);
      var store = agreed(parts, marker, lock, troubles);
      store.mending.say(aside, "the index was broken and was made anew from the files");
      return store;
    }
  }

  private static OpenStore agreed(
      Store.Parts parts, Marker marker, AutoCloseable lock, Troubles troubles) throws IOException {
    boolean fresh = !parts.index().exists();
    var index = parts.index().open(); // S3
    try {
      var shelf =
          new Shelf(
              parts.folder(), parts.disk(), index, parts.key(), parts.clock(), parts.ledger());
      var store = new OpenStore(marker, lock, parts, shelf, troubles);
      new Start(shelf, store.chains, store.mending, store.writings, fresh).run();
      index.checkpoint(); // S11
      return store;
    } catch (IOException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  private void tell(System.Logger.Level level, String words, Object... values) {
    if (tells) {
      log.log(level, words, values);
    }
  }

  WritingFile begin(Heading heading, ByteBuffer init) throws IOException {
    marker.check(); // W1
    return WritingFile.begin(shelf, chains, writings, troubles, heading, init);
  }

  /// Corrects the starts of a boot's footage that was recorded with a wrong clock: of all of it or,
  /// when it fails, of nothing.
  void reanchor(UUID boot, long fromMono, long toMono, long by) throws IOException {
    Predicate<Heading> meant =
        heading ->
            heading.boot().equals(boot) && heading.mono() >= fromMono && heading.mono() < toMono;
    var held =
        writings.open().stream().filter(file -> meant.test(file.heading()) && file.hold()).toList();
    try {
      var rows =
          shelf.index.ofBoot(boot).stream()
              .filter(row -> row.mono() >= fromMono && row.mono() < toMono)
              .toList();
      if (!rows.isEmpty()) {
        shelf.index.shift(rows, Collections.nCopies(rows.size(), by));
      }
      held.forEach(file -> file.shift(by));
      writings.shiftLeft(meant, by);
    } finally {
      held.forEach(WritingFile::letGo);
    }
  }

  // --- what is done in small steps, besides

  Tidied tidy(boolean sure) throws IOException {
    mendOne();
    if (removal.isUnfinished()) {
      removal.finish();
    }
    checkpoint();
    return retain(sure);
  }

  private void mendOne() throws IOException {
    var left = writings.nextLeft();
    if (left.isPresent()) {
      try {
        mending.mend(left.get());
      } catch (IOException e) {
        writings.leave(left.get()); // tried again at the next step
        throw e;
      }
    }
  }

  private void checkpoint() throws IOException {
    long now = shelf.clock.ticks();
    int pending = shelf.index.pending();
    if (pending >= COMMITS || (pending > 0 && now - checkpointed >= LATEST)) {
      marks.forget();
      shelf.index.checkpoint();
      checkpointed = now;
    }
  }

  private Tidied retain(boolean sure) throws IOException {
    var space = shelf.disk.space(shelf.folder);
    shelf.keeping.lock(); // what is chosen is not locked meanwhile
    try {
      var sums = shelf.index.sums();
      var choice =
          Retention.choose(
              config,
              new Retention.State(
                  sums.total(),
                  space.size(),
                  space.free(),
                  sure ? shelf.clock.wallMicros() : Long.MIN_VALUE),
              shelf.index.oldest(false, Retention.step()),
              shelf.index.oldest(true, Retention.step()));
      if (!choice.victims().isEmpty()) {
        removal.take(choice.victims());
      }
      troubles.kept(choice.over() > 0 ? kept(sums) : Troubles.Word.NONE);
      return new Tidied(
          choice.victims().size(),
          choice.victims().stream().mapToLong(Row::bytes).sum(),
          choice.more() || writings.anyLeft());
    } finally {
      shelf.keeping.unlock();
    }
  }

  private static Troubles.Word kept(Index.Sums sums) {
    return new Troubles.Word(
        Trouble.KEPT,
        sums.locked() > 0
            ? "there is more footage than may be, and all that is left of it is locked: unlock some, or allow for more"
            : "something else than footage fills the disk");
  }

  @Override
  public void close() {
    writings.open().forEach(WritingFile::orphan);
    try {
      if (shelf.index.pending() > 0) {
        shelf.index.checkpoint();
      }
    } catch (IOException e) {
      log.log(WARNING, "the index of {0}: {1}", shelf.folder, e.getMessage());
    }
    shelf.ledger.index(shelf.index.written());
    close(shelf.index);
    close(lock);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      log.log(WARNING, "closing footage: {0}", e.getMessage());
    }
  }
}
