package nightjar;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import nightjar.base.Clock;
import nightjar.config.Settings.EventSettings;
import nightjar.encode.Saved;
import nightjar.event.Events;
import nightjar.event.Recorder;
import nightjar.event.Replayed;
import nightjar.http.Happenings;
import nightjar.http.MotionDesk;
import nightjar.live.Snapshot;
import nightjar.live.Watchable;
import nightjar.motion.MotionConfig;
import nightjar.motion.MotionFile;
import nightjar.motion.MotionText;
import org.jspecify.annotations.Nullable;

/// Where engines, events and the web meet: which settings are in force for each camera, and who is
/// told when they change.
///
///     engine ── moment, grid ──▶ recorder ──▶ events ──▶ web
///        ▲                         │ takes
///        │ settings                ▼
///     motion.json ◀── desk ◀── web   pictures: snapshots
final class MotionRig implements AutoCloseable {
  private static final System.Logger log = System.getLogger(MotionRig.class.getName());
  private static final Duration PICTURE_WITHIN = Duration.ofSeconds(3);

  private final Clock clock;
  private final Events events;
  private final @Nullable PassingFolder passing; // goes when this is closed
  private final @Nullable MotionFile file;
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Map<String, Watchable> watchables = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock(); // held while the file is written
  private Map<String, MotionConfig> ofPage; // guarded by lock; of cameras no longer there too

  /// @param ofFile how the settings file sets motion, where it does
  /// @param data folder for what outlives the program; null when nothing does
  MotionRig(
      Collection<String> cameras,
      Map<String, MotionConfig> ofFile,
      EventSettings settings,
      @Nullable Path data,
      Clock clock) {
    this.clock = clock;
    this.passing = data == null ? makePassing() : null;
    this.file = data == null ? null : new MotionFile(data);
    var folder = passing == null ? data : passing.path();
    this.events =
        new Events(
            folder == null ? Path.of("") : folder, settings.course(), settings.keeping(), clock);
    this.ofPage = read(file);
    for (var camera : cameras) {
      var recorder = events.of(camera, taken -> photograph(camera, taken));
      desks.put(camera, new Desk(camera, Optional.ofNullable(ofFile.get(camera)), recorder));
    }
  }

  /// What quiet scenes saved, in the page's words.
  static MotionDesk.Saved told(Saved saved) {
    return new MotionDesk.Saved(saved.bytes(), saved.cpuSeconds(), saved.since());
  }

  private static PassingFolder makePassing() {
    try {
      return PassingFolder.make("nightjar-events");
    } catch (IOException e) {
      throw new UncheckedIOException("there is no folder for what passes", e);
    }
  }

  private static Map<String, MotionConfig> read(@Nullable MotionFile file) {
    try {
      return file == null ? Map.of() : file.read();
    } catch (IOException e) {
      log.log(WARNING, "motion is as the settings file says: {0}", e.getMessage());
      return Map.of();
    }
  }

  /// Where one camera's moments go.
  Recorder recorder(String camera) {
    return desk(camera).recorder;
  }

  /// In force at this moment.
  MotionConfig settings(String camera) {
    return desk(camera).settings();
  }

  /// Who looks at a camera's pictures; told of settings that change.
  void attach(String camera, MotionEngine engine) {
    desk(camera).engine = engine;
  }

  private Desk desk(String camera) {
    var desk = desks.get(camera);
    if (desk == null) {
      throw new IllegalArgumentException("there is no camera " + camera);
    }
    return desk;
  }

  /// Whose pictures are taken for events.
  void show(Collection<Watchable> shown) {
    shown.forEach(camera -> watchables.put(camera.name(), camera));
  }

  Happenings shown() {
    return new Happenings(events, Map.copyOf(desks));
  }

  /// Null when what is kept outlives the program.
  @Nullable Path passingFolder() {
    return passing == null ? null : passing.path();
  }

  Events events() {
    return events;
  }

  /// Whether a camera's events reach the disk, as far as was tried.
  boolean areEventsWritten(String camera) {
    return events.problem(camera).isEmpty();
  }

  void start() {
    desks.values().forEach(desk -> desk.recorder.settings(MotionText.describe(desk.settings())));
    events.start();
  }

  private void photograph(String camera, Consumer<byte[]> taken) {
    var from = watchables.get(camera);
    if (from != null) {
      Thread.ofVirtual().name("event-picture").start(() -> photograph(from, taken));
    }
  }

  private void photograph(Watchable from, Consumer<byte[]> taken) {
    try {
      var snapshot = Snapshot.of(from, PICTURE_WITHIN, clock);
      if (snapshot.isPresent()) {
        var jpeg = snapshot.get().jpeg().duplicate();
        var bytes = new byte[jpeg.remaining()];
        jpeg.get(bytes);
        taken.accept(bytes);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(String camera, Optional<MotionConfig> config) throws IOException {
    lock.lock();
    try {
      var all = new TreeMap<>(ofPage);
      if (config.isPresent()) {
        all.put(camera, config.get());
      } else {
        all.remove(camera);
      }
      if (file != null && !all.equals(ofPage)) {
        file.write(all);
      }
      ofPage = all;
    } finally {
      lock.unlock();
    }
  }

  private Optional<MotionConfig> ofPage(String camera) {
    lock.lock();
    try {
      return Optional.ofNullable(ofPage.get(camera));
    } finally {
      lock.unlock();
    }
  }

  /// One camera's.
  private final class Desk implements MotionDesk {
    private final String camera;
    private final Optional<MotionConfig> ofFile;
    private final Recorder recorder;
    private volatile MotionEngine engine = new WaitingEngine();

    Desk(String camera, Optional<MotionConfig> ofFile, Recorder recorder) {
      this.camera = camera;
      this.ofFile = ofFile;
      this.recorder = recorder;
    }

    MotionConfig settings() {
      return ofPage(camera).or(() -> ofFile).orElse(MotionConfig.STANDARD);
    }

    @Override
    public Stand stand() {
      var from = ofFile.isPresent() ? "file" : "standard";
      return new Stand(
          settings(),
          ofPage(camera).isPresent() ? "page" : from,
          engine.state(),
          engine.guard(),
          engine.source(),
          engine.cost(),
          engine.saved());
    }

    @Override
    public Stand set(MotionConfig settings) throws IOException {
      return change(Optional.of(settings));
    }

    @Override
    public Stand reset() throws IOException {
      return change(Optional.empty());
    }

    private Stand change(Optional<MotionConfig> to) throws IOException {
      var before = settings();
      keep(camera, to);
      var after = settings();
      if (!after.equals(before)) {
        recorder.settings(MotionText.describe(after));
        engine.set(after);
      }
      return stand();
    }

    @Override
    public Now now() {
      return engine.now();
    }

    @Override
    public Optional<Replayed> replay(long from, long to, MotionConfig settings) throws IOException {
      return events.replay(camera, from, to, engine.judge(settings));
    }
  }

  @Override
  public void close() {
    events.close();
    if (passing != null) {
      passing.close();
    }
  }
}
