package nightjar.event;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.event.Event.Summary;

/// All cameras' events: those that happen, and those on the disk. Owns the thread that writes.
public final class Events implements AutoCloseable {
  private static final System.Logger log = System.getLogger(Events.class.getName());
  private static final long EVERY = Duration.ofSeconds(5).toNanos();
  private static final long TIDY = Duration.ofMinutes(10).toNanos();
  private static final int MOST_BEFORE = 2_000; // events in a replay
  private static final int LOOK = 500; // milliseconds

  private final Path folder;
  private final EventConfig config;
  private final Keeping keeping;
  private final Clock clock;
  private final Disk disk;
  private final Map<String, Camera> cameras = new LinkedHashMap<>();
  private final Semaphore replaying = new Semaphore(1); // each is work for a core
  private final Semaphore wake = new Semaphore(0);
  private final OwnThread thread = new OwnThread("events");
  private final ReentrantLock writing = new ReentrantLock(); // held by who changes files

  /// One camera's.
  private static final class Camera {
    final String name;
    final Recorder recorder;
    final Episodes episodes;
    final EventBook book;
    final Journal journal;
    volatile String problem = ""; // why nothing is written
    long wrote = Long.MIN_VALUE; // ticks
    long tidied = Long.MIN_VALUE;

    Camera(String name, Recorder recorder, Episodes episodes, EventBook book, Journal journal) {
      this.name = name;
      this.recorder = recorder;
      this.episodes = episodes;
      this.book = book;
      this.journal = journal;
    }
  }

  /// @param data folder that `events` is made in
  public Events(Path data, EventConfig config, Keeping keeping, Clock clock) {
    this(data, config, keeping, clock, Disk.REAL);
  }

  Events(Path data, EventConfig config, Keeping keeping, Clock clock, Disk disk) {
    this.folder = data.resolve("events");
    this.config = config;
    this.keeping = keeping;
    this.clock = clock;
    this.disk = disk;
  }

  /// One for each camera; call before starting.
  public Recorder of(String camera, Photographer photographer) {
    var at = folder.resolve(camera);
    var episodes = new Episodes(keeping.replay() > 0);
    var recorder = new Recorder(camera, config, photographer, episodes, wake::release);
    var book = new EventBook(at, camera, disk, keeping);
    var journal = new Journal(at.resolve("replay"), disk, keeping.replay());
    cameras.put(camera, new Camera(camera, recorder, episodes, book, journal));
    return recorder;
  }

  public void start() {
    thread.run(this::run);
  }

  void recover() {
    for (var camera : cameras.values()) {
      attempt(
          camera,
          () -> {
            camera.book.recover();
            camera.journal.recover();
          });
    }
  }

  private void run() {
    recover(); // here, for there may be thousands of pictures to count
    try {
      while (true) {
        if (wake.tryAcquire(LOOK, TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
        pass();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// Writes what is due.
  void pass() {
    long now = clock.ticks();
    for (var camera : cameras.values()) {
      camera.recorder.silence(now);
      boolean due = camera.wrote == Long.MIN_VALUE || now - camera.wrote >= EVERY;
      boolean urgent =
          camera.problem.isEmpty()
              && (!camera.recorder.late().isEmpty()
                  || camera.recorder.entries().stream().anyMatch(EventBook.Entry::isUrgent));
      if (due || urgent) {
        camera.wrote = now;
        attempt(camera, () -> write(camera, now));
      }
      gather(camera);
    }
  }

  private void write(Camera camera, long now) throws IOException {
    for (var entry : camera.recorder.entries()) {
      if (camera.book.write(entry)) {
        camera.recorder.written(entry);
      }
    }
    for (var late : camera.recorder.late()) {
      camera.book.write(late);
      camera.recorder.written(late);
    }
    camera.journal.flush();
    if (camera.tidied == Long.MIN_VALUE || now - camera.tidied >= TIDY) {
      camera.tidied = now;
      camera.book.tidy(clock.wallMicros());
    }
  }

  /// Takes grids over while they are new, in memory: they are written with the rest.
  private void gather(Camera camera) {
    writing.lock();
    try {
      takeGrids(camera);
    } finally {
      writing.unlock();
    }
  }

  private static void takeGrids(Camera camera) {
    for (var kept = camera.episodes.next(); kept.isPresent(); kept = camera.episodes.next()) {
      camera.journal.add(kept.get());
      camera.episodes.giveBack(kept.get());
    }
  }

  /// Work on files.
  private interface Work {
    void run() throws IOException;
  }

  /// What fails is said once, and tried again.
  private void attempt(Camera camera, Work work) {
    writing.lock();
    try {
      work.run();
      if (!camera.problem.isEmpty()) {
        camera.problem = "";
        log.log(INFO, "{0}: events are written down again", camera.name);
      }
    } catch (IOException e) {
      failed(camera, e);
    } catch (UncheckedIOException e) {
      failed(camera, e);
    } finally {
      writing.unlock();
    }
  }

  private void failed(Camera camera, Exception e) {
    if (camera.problem.isEmpty()) {
      log.log(WARNING, "{0}: events cannot be written down, for now: {1}", camera.name, e);
    }
    camera.problem = "events cannot be written down: " + e.getMessage();
    camera.journal.forget();
    camera.episodes.again();
  }

  /// Why a camera's events are not written down, for people; empty when they are.
  public String problem(String camera) {
    var one = cameras.get(camera);
    return one == null ? "" : one.problem;
  }

  /// Events, newest first.
  ///
  /// @param more there are older ones
  public record Page(List<Summary> events, boolean more) {}

  /// Which events are wanted, by when they began: microseconds since 1970.
  ///
  /// @param to not itself
  /// @param before only what comes after this event in the list, newest first; empty for all
  /// @param kinds only events in which one of them was recognised, or with [#NOTHING] nothing was;
  ///   empty for all
  public record Wanted(
      Collection<String> cameras,
      long from,
      long to,
      int limit,
      Optional<String> before,
      Set<String> kinds) {
    /// Takes the place of a kind.
    public static final String NOTHING = "none";

    public Wanted {
      kinds = Set.copyOf(kinds);
    }

    private boolean holds(Summary summary) {
      return summary.start() >= from
          && summary.start() < to
          && (kinds.isEmpty()
              || (summary.recognised().kinds().isEmpty()
                  ? kinds.contains(NOTHING)
                  : summary.recognised().kinds().stream().anyMatch(kinds::contains)));
    }
  }

  /// @throws IOException the disk fails
  public Page list(Wanted wanted) throws IOException {
    var asked = cameras.values().stream().filter(c -> wanted.cameras.contains(c.name)).toList();
    var days = new TreeSet<String>();
    var happening = new LinkedHashMap<String, Summary>();
    for (var camera : asked) {
      days.addAll(camera.book.days());
      for (var entry : camera.recorder.entries()) {
        happening.put(entry.happening.id(), entry.happening.summary());
        EventId.of(entry.happening.id()).ifPresent(id -> days.add(id.day()));
      }
    }
    var found = new ArrayList<Summary>();
    for (var day : days.descendingSet()) {
      if (found.size() > wanted.limit || Days.end(day) <= wanted.from) {
        break;
      }
      if (Days.start(day) < wanted.to) {
        found.addAll(day(asked, day, happening, wanted));
      }
    }
    boolean more = found.size() > wanted.limit;
    return new Page(List.copyOf(more ? found.subList(0, wanted.limit) : found), more);
  }

  private static final Comparator<Summary> NEWEST_FIRST =
      Comparator.comparingLong(Summary::start).thenComparing(Summary::id).reversed();

  private static List<Summary> day(
      List<Camera> asked, String day, Map<String, Summary> happening, Wanted wanted)
      throws IOException {
    var of = new LinkedHashMap<String, Summary>();
    for (var camera : asked) {
      camera.book.day(day, happening.keySet()).forEach(summary -> of.put(summary.id(), summary));
    }
    happening.forEach(
        (id, summary) -> {
          if (Days.of(summary.start()).equals(day)) {
            of.put(id, summary);
          }
        });
    return of.values().stream()
        .filter(wanted::holds)
        .filter(s -> wanted.before.map(id -> comesAfter(s, id)).orElse(true))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /// In a list that is newest first.
  private static boolean comesAfter(Summary summary, String other) {
    var id = EventId.of(other);
    if (id.isEmpty()) {
      return false;
    }
    long start = id.get().start();
    return summary.start() < start
        || (summary.start() == start && summary.id().compareTo(other) < 0);
  }

  /// Whose event that is, if it can be one's here.
  public Optional<String> cameraOf(String event) {
    return EventId.of(event).map(EventId::camera).filter(cameras::containsKey);
  }

  /// @throws IOException the disk fails
  public Optional<Event> find(String event) throws IOException {
    var id = EventId.of(event);
    var camera = id.map(EventId::camera).map(cameras::get);
    if (camera.isEmpty()) {
      return Optional.empty();
    }
    var happening = happening(camera.get(), event);
    return happening.isPresent()
        ? happening.map(Happening::event)
        : camera.get().book.find(id.get());
  }

  private static Optional<Happening> happening(Camera camera, String event) {
    return camera.recorder.entries().stream()
        .map(entry -> entry.happening)
        .filter(one -> one.id().equals(event))
        .findFirst();
  }

  /// A JPEG.
  ///
  /// @param number 0 the first with motion, 1 the one of highest score, 2 the last
  /// @throws IOException the disk fails
  public Optional<byte[]> picture(String event, int number) throws IOException {
    var id = EventId.of(event);
    var camera = id.map(EventId::camera).map(cameras::get);
    if (camera.isEmpty() || number < 0 || number >= Album.PICTURES) {
      return Optional.empty();
    }
    var happening = happening(camera.get(), event);
    return happening.isPresent()
        ? happening.map(one -> one.album().picture(number)).filter(jpeg -> jpeg.length > 0)
        : camera.get().book.picture(id.get(), number);
  }

  /// A JPEG of one object.
  ///
  /// @throws IOException the disk fails
  public Optional<byte[]> portrait(String event, long object) throws IOException {
    var id = EventId.of(event);
    var camera = id.map(EventId::camera).map(cameras::get);
    if (camera.isEmpty()) {
      return Optional.empty();
    }
    var happening = happening(camera.get(), event);
    return happening.isPresent()
        ? Optional.ofNullable(happening.get().portraits().now().get(object))
            .map(Portraits.Portrait::jpeg)
        : camera.get().book.portrait(id.get(), object);
  }

  /// What began since a moment and is over, day by day, in the order it began: the newest
  /// [#MOST_BEFORE].
  ///
  /// @param from microseconds since 1970
  /// @throws IOException the disk fails
  public void since(String camera, long from, Consumer<Event> told) throws IOException {
    var one = cameras.get(camera);
    if (one == null) {
      throw new IllegalArgumentException("there is no camera " + camera);
    }
    var wanted =
        new Wanted(List.of(camera), from, Long.MAX_VALUE, MOST_BEFORE, Optional.empty(), Set.of());
    var ids = list(wanted).events().stream().map(Summary::id).collect(Collectors.toSet());
    for (var day : one.book.days()) {
      if (ids.stream().anyMatch(id -> EventId.of(id).orElseThrow().day().equals(day))) {
        one.book.events(day).stream()
            .filter(event -> ids.contains(event.summary().id()))
            .filter(event -> event.summary().standing() != Event.Standing.LASTING)
            .forEach(told);
      }
    }
  }

  /// Which events there would have been.
  ///
  /// @param judge new, with the settings to be tried
  /// @return empty while another replay runs
  /// @throws IOException the disk fails
  public Optional<Replayed> replay(String camera, long from, long to, Judge judge)
      throws IOException {
    var one = cameras.get(camera);
    if (one == null) {
      throw new IllegalArgumentException("there is no camera " + camera);
    }
    if (!replaying.tryAcquire()) {
      return Optional.empty();
    }
    try {
      flush(one);
      var wanted = new Wanted(List.of(camera), from, to, MOST_BEFORE, Optional.empty(), Set.of());
      var before = list(wanted).events().reversed();
      var folder = one.journal.folder();
      return Optional.of(Replay.run(folder, from, to, judge, config, clock, before));
    } finally {
      replaying.release();
    }
  }

  /// So that it tells of the last seconds too.
  private void flush(Camera camera) {
    writing.lock();
    try {
      camera.journal.flush();
    } catch (IOException _) {
      // the thread that writes says so, and a replay of what there is goes on
    } finally {
      writing.unlock();
    }
  }

  /// What became of the wish to remove an event.
  public enum Removed {
    GONE,
    /// It is not over yet, or not written down.
    LASTING,
    UNKNOWN
  }

  /// @throws IOException the disk fails; some of it may be left
  public Removed remove(String event) throws IOException {
    var id = EventId.of(event);
    var camera = id.map(EventId::camera).map(cameras::get);
    if (camera.isEmpty()) {
      return Removed.UNKNOWN;
    }
    writing.lock();
    try {
      if (happening(camera.get(), event).isPresent()) {
        return Removed.LASTING;
      }
      camera.get().recorder.forget(event);
      return camera.get().book.remove(id.get()) ? Removed.GONE : Removed.UNKNOWN;
    } finally {
      writing.unlock();
    }
  }

  /// Ends what lasts, and writes it down.
  @Override
  public void close() {
    thread.close();
    for (var camera : cameras.values()) {
      camera.recorder.stop(Ending.STOPPED);
      camera.wrote = Long.MIN_VALUE;
    }
    pass();
    pass(); // grids that were gathered
  }
}
