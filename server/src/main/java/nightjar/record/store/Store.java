package nightjar.record.store;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import nightjar.base.Clock;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Heading;
import nightjar.record.file.Piece;
import org.jspecify.annotations.Nullable;

/// A folder of footage and its index.
///
/// All times are wall time in microseconds since 1970, unless they say otherwise. A disk that is
/// not there, or goes away, is looked for again at each step of [#tidy]; until then everything here
/// that needs it throws IOException, and [#health] says why.
public final class Store implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Store.class.getName());
  private static final long PATIENCE = Duration.ofSeconds(5).toNanos(); // between two looks

  /// What a store is made of.
  ///
  /// @param tells whether it logs what it mends
  record Parts(
      Path folder,
      StoreConfig config,
      DeviceKey key,
      Clock clock,
      Disk disk,
      IndexFile index,
      Ledger ledger,
      boolean tells) {}

  /// A file that is being written. Of one thread; when anything fails the store mends what is
  /// there, and its writer begins another.
  public interface Writing {
    /// @param piece begins where the file ends
    /// @param bytes of it; only read
    /// @throws IOException the disk does not take it: nothing more may be added
    void append(Piece piece, ByteBuffer bytes) throws IOException;

    /// Everything appended survives a power cut when it returns.
    void sync() throws IOException;

    /// Ends the file with a seal, synced. It is closed when this returns or throws.
    ///
    /// @param activity a byte for each second: how much moved
    /// @param jpeg a small picture of its first moment
    void seal(byte[] activity, Optional<byte[]> jpeg) throws IOException;

    /// Ends it without a seal: the store mends it soon. Does nothing after `seal`.
    void abandon();

    Footage footage();

    /// Where the next piece begins in the file.
    long bytes();
  }

  private final Parts parts;
  private final Troubles troubles;
  private final ReentrantLock opening = new ReentrantLock(); // held by tidy and close
  private volatile @Nullable OpenStore open;
  private volatile Troubles.Word away = Troubles.Word.NONE; // why it is not open
  private volatile boolean sure = true;
  private volatile boolean closed;
  private long looked; // ticks; guarded by opening, as is the one below
  private String refused = ""; // why tidying failed, as said last

  private Store(Parts parts) {
    this.parts = parts;
    this.troubles = new Troubles(parts.clock()::ticks);
  }

  /// Opens a store, makes it if there is none, and mends what a power cut left (S1 to S11).
  ///
  /// A disk that is not there is no failure: it is looked for again while [#tidy] is called.
  ///
  /// @throws StoreBusyException another process has it
  public static Store open(Path folder, StoreConfig config, DeviceKey key, Clock clock)
      throws IOException {
    var home = folder.toAbsolutePath().normalize();
    return open(
        new Parts(
            home,
            config,
            key,
            clock,
            new RealDisk(),
            IndexFile.of(home),
            new Ledger(clock.wallMicros()),
            true));
  }

  static Store open(Parts parts) throws IOException {
    var store = new Store(parts);
    try {
      store.look();
    } catch (StoreBusyException e) {
      throw e;
    } catch (IOException e) {
      store.lose(e);
    }
    return store;
  }

  private void look() throws IOException {
    looked = parts.clock().ticks();
    open = OpenStore.start(parts, troubles);
    away = Troubles.Word.NONE;
    troubles.well();
  }

  private void lose(IOException because) {
    var before = away;
    away =
        switch (because) {
          case Marker.GoneException e -> new Troubles.Word(Trouble.GONE, words(e));
          case StoreBusyException e -> new Troubles.Word(Trouble.BUSY, words(e));
          default -> Troubles.failing(because);
        };
    if (!away.equals(before)) { // else each look would say it again
      log.log(WARNING, "no footage can be kept: {0}", away.what());
    }
    var lost = open;
    open = null;
    if (lost != null) {
      lost.close();
    }
  }

  private static String words(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private OpenStore opened() throws IOException {
    var there = open;
    if (there == null) {
      throw new IOException(closed ? "the store is closed" : away.what());
    }
    return there;
  }

  // --- writing

  /// Begins a file (W1 to W5).
  ///
  /// @param init `ftyp` and `moov`; only read
  public Writing begin(Heading heading, ByteBuffer init) throws IOException {
    try {
      var file = opened().begin(heading, init);
      troubles.well();
      return file;
    } catch (Marker.GoneException e) {
      away = new Troubles.Word(Trouble.GONE, words(e)); // tidy closes, and looks for it
      throw e;
    } catch (IOException e) {
      noteFailure(e);
      throw e;
    }
  }

  private void noteFailure(IOException e) {
    var there = open;
    if (there != null) {
      troubles.failed(Troubles.word(e, parts.disk(), parts.folder()));
    }
  }

  // --- looking

  /// Footage that overlaps a span, by start; open files too, with what they have so far.
  public List<Footage> find(String camera, Optional<String> rendition, long from, long to)
      throws IOException {
    var found = new ArrayList<Footage>();
    each(camera, rendition, from, to, found::add);
    found.sort(Comparator.comparingLong(Footage::start));
    return found;
  }

  /// The same one by one, for spans with more than fits in memory; closed files by start, then open
  /// ones. What is handed each may not use the store.
  public void each(
      String camera, Optional<String> rendition, long from, long to, Consumer<Footage> consumer)
      throws IOException {
    var store = opened();
    // Before the rows: one that is closed in between is then found twice, not missed.
    var writing = writing(store, camera, rendition, from, to);
    var seen = new HashSet<Path>();
    store.shelf.index.each(
        camera,
        rendition,
        from,
        to,
        row -> {
          var footage = row.footage(parts.folder());
          if (!writing.isEmpty()) {
            seen.add(footage.file());
          }
          consumer.accept(footage);
        });
    writing.stream().filter(footage -> !seen.contains(footage.file())).forEach(consumer);
  }

  private static List<Footage> writing(
      OpenStore store, String camera, Optional<String> rendition, long from, long to) {
    return store.writings.open().stream()
        .map(WritingFile::footage)
        .filter(f -> f.end() > f.start()) // something is in it
        .filter(f -> f.camera().equals(camera) && f.start() < to && f.end() > from)
        .filter(f -> rendition.isEmpty() || rendition.get().equals(f.rendition()))
        .sorted(Comparator.comparingLong(Footage::start))
        .toList();
  }

  /// The first footage that starts after a moment.
  public Optional<Footage> next(String camera, Optional<String> rendition, long after)
      throws IOException {
    var store = opened();
    var writing =
        writing(store, camera, rendition, after, Long.MAX_VALUE).stream()
            .filter(f -> f.start() > after)
            .findFirst();
    var row = store.shelf.index.next(camera, rendition, after).map(r -> r.footage(parts.folder()));
    return row.isPresent() ? row : writing;
  }

  /// The last footage that starts before a moment.
  public Optional<Footage> previous(String camera, Optional<String> rendition, long before)
      throws IOException {
    var store = opened();
    var writing = writing(store, camera, rendition, Long.MIN_VALUE, before);
    return writing.isEmpty()
        ? store.shelf.index.previous(camera, rendition, before).map(r -> r.footage(parts.folder()))
        : Optional.of(writing.getLast());
  }

  /// The days of which there is footage, oldest first. A file counts for the quarter of an hour in
  /// which it starts; of renditions that overlap the longer one counts.
  public List<Day> days(String camera, ZoneId zone) throws IOException {
    var days = new TreeMap<LocalDate, Day>();
    for (var quarter : opened().shelf.index.quarters(camera)) {
      var date = Instant.ofEpochSecond(quarter.at() / 1_000_000).atZone(zone).toLocalDate();
      days.merge(
          date,
          new Day(
              date,
              quarter.micros() / 1_000_000,
              quarter.events() / 1_000_000,
              quarter.locked() / 1_000_000),
          Day::plus);
    }
    return List.copyOf(days.values());
  }

  /// Cameras of which there is footage, or was, by name.
  public List<String> cameras() throws IOException {
    var store = opened();
    var found = new TreeSet<>(store.shelf.index.cameras());
    store.writings.open().forEach(file -> found.add(file.heading().camera()));
    return List.copyOf(found);
  }

  /// A file to read; it stays readable when it is removed meanwhile.
  public FileChannel open(Footage footage) throws IOException {
    return FileChannel.open(footage.file(), StandardOpenOption.READ);
  }

  // --- changing

  /// Marks footage, present and to come, in which something happened, so that it outlives the rest.
  ///
  /// @param event its name: what is said of it again replaces what was said before
  public void happened(String camera, long from, long to, String event) throws IOException {
    opened().marks.happened(new Index.Marked(camera, event, from, to));
  }

  /// Locks or unlocks the files that overlap a span, open ones too; durable when it returns.
  ///
  /// @return how many files it changed
  public int lock(String camera, long from, long to, boolean locked) throws IOException {
    return opened().locks.lock(camera, from, to, locked);
  }

  /// Removes the closed files that overlap a span, but for locked ones; durable when it returns.
  public Removed remove(String camera, long from, long to) throws IOException {
    return opened().removal.remove(camera, from, to);
  }

  /// Corrects when footage of a boot was recorded; durable when it returns.
  ///
  /// @param fromMono microseconds of the boot's monotonic clock
  /// @param toMono where what was recorded with the wrong time ends
  /// @param shift microseconds to add
  public void reanchor(UUID boot, long fromMono, long toMono, long shift) throws IOException {
    opened().reanchor(boot, fromMono, toMono, shift);
  }

  /// One small step of removing what need not be kept; never keeps a writer waiting. Called every
  /// few seconds, it also mends what failed writers left and looks for a disk that went away.
  public Tidied tidy() {
    if (!opening.tryLock()) {
      return Tidied.NOTHING;
    }
    try {
      return closed ? Tidied.NOTHING : step();
    } finally {
      opening.unlock();
    }
  }

  private Tidied step() {
    var there = open;
    try {
      if (there != null && away.trouble() == Trouble.GONE) {
        open = null;
        there.close();
        there = null;
      }
      if (there == null) {
        if (parts.clock().ticks() - looked >= PATIENCE) {
          look();
          log.log(INFO, "footage is kept again in {0}", parts.folder());
        }
        return Tidied.NOTHING;
      }
      var tidied = there.tidy(sure);
      refused = "";
      return tidied;
    } catch (BrokenIndexException e) {
      lose(e); // the next look puts it aside
    } catch (IOException e) {
      if (there == null) {
        lose(e);
      } else {
        noteFailure(e);
        if (!refused.equals(words(e))) {
          refused = words(e);
          log.log(WARNING, "tidying footage: {0}", refused);
        }
      }
    }
    return Tidied.NOTHING;
  }

  /// Whether wall time may be believed; while not, nothing is removed for its age. At first it may.
  public void clockIsSure(boolean isSure) {
    sure = isSure;
  }

  // --- how it is

  public StoreHealth health() {
    var store = open;
    var word = away.trouble() == Trouble.NONE ? troubles.now() : away;
    try {
      var space = parts.disk().space(parts.folder());
      var sums = store == null ? new Index.Sums(0, 0, 0, 0) : store.shelf.index.sums();
      return health(word, space, sums);
    } catch (IOException e) {
      return health(
          word.trouble() == Trouble.NONE ? Troubles.failing(e) : word,
          new Disk.Space(0, 0, false),
          new Index.Sums(0, 0, 0, 0));
    }
  }

  private StoreHealth health(Troubles.Word word, Disk.Space space, Index.Sums sums) {
    return new StoreHealth(
        parts.folder(),
        word.trouble(),
        word.what(),
        space.size(),
        space.free(),
        sums.total(),
        sums.locked(),
        parts.config().bytes(),
        sums.oldest());
  }

  public Written written() {
    var store = open;
    return parts.ledger().written(store == null ? 0 : store.shelf.index.written());
  }

  /// What the disk says of its wear, where it says anything.
  public Optional<Wear> wear() {
    return Wear.of(parts.folder());
  }

  /// What the last start put right, and what was since: the newest 200 of it, oldest first.
  public List<Mend> mends() {
    var store = open;
    return store == null ? List.of() : store.mends.newest();
  }

  /// Files that are still open are mended at the next start.
  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      var there = open;
      open = null;
      if (there != null) {
        there.close();
      }
    } finally {
      opening.unlock();
    }
  }
}
