package nightjar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import nightjar.base.Clock;
import nightjar.config.Settings.EventSettings;
import nightjar.encode.Saved;
import nightjar.event.Events;
import nightjar.event.Recorder;
import nightjar.event.Replayed;
import nightjar.http.Happenings;
import nightjar.http.MotionDesk;
import nightjar.http.ObjectDesk;
import nightjar.live.Snapshot;
import nightjar.live.Watchable;
import nightjar.motion.MotionConfig;
import nightjar.motion.MotionText;
import nightjar.motion.Zone;
import org.jspecify.annotations.Nullable;

/// Where engines, events and the web meet: which settings are in force for each camera, and who is
/// told when they change.
///
///     engine ── moment, grid ──▶ recorder ──▶ events ──▶ web
///        ▲                         │ takes
///        │ settings                ▼
///     motion.json ◀── desk ◀── web   pictures: snapshots
final class MotionRig implements AutoCloseable {
  static final PageSettings.Matter<MotionConfig> MATTER =
      new PageSettings.Matter<>(
          "motion.json",
          "motion is",
          "how motion is set",
          MotionConfig.STANDARD,
          MotionText::describe,
          MotionText::read);
  private static final Duration PICTURE_WITHIN = Duration.ofSeconds(3);

  private final Clock clock;
  private final Events events;
  private final @Nullable PassingFolder passing; // goes when this is closed
  private final PageSettings<MotionConfig> set;
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Map<String, Watchable> watchables = new ConcurrentHashMap<>();

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
    var folder = passing == null ? data : passing.path();
    this.events =
        new Events(
            folder == null ? Path.of("") : folder, settings.course(), settings.keeping(), clock);
    this.set = new PageSettings<>(MATTER, ofFile, data);
    for (var camera : cameras) {
      var recorder = events.of(camera, taken -> photograph(camera, taken));
      desks.put(camera, new Desk(camera, recorder));
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

  /// @param objects desks by camera
  Happenings shown(Map<String, ObjectDesk> objects) {
    return new Happenings(events, Map.copyOf(desks), objects);
  }

  /// Names of a camera's zones, at this moment.
  List<String> zones(String camera) {
    return settings(camera).zones().stream().map(Zone::name).toList();
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

  /// @param part of the rate that is set at which motion is looked for
  void spare(double part) {
    desks.values().forEach(desk -> desk.engine.spare(part));
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
        taken.accept(snapshot.get().bytes());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// One camera's.
  private final class Desk implements MotionDesk {
    private final String camera;
    private final Recorder recorder;
    private volatile MotionEngine engine = new WaitingEngine();

    Desk(String camera, Recorder recorder) {
      this.camera = camera;
      this.recorder = recorder;
    }

    MotionConfig settings() {
      return set.of(camera);
    }

    @Override
    public Stand stand() {
      return new Stand(
          settings(),
          set.from(camera),
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
      if (set.set(camera, to)) {
        var after = settings();
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
