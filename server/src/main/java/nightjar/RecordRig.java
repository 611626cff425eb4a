package nightjar;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import nightjar.base.Clock;
import nightjar.base.OwnThread;
import nightjar.camera.Switch;
import nightjar.config.Settings.CameraSettings;
import nightjar.event.Moment;
import nightjar.event.Recorder;
import nightjar.governor.Machine;
import nightjar.live.Watchable;
import nightjar.metrics.Metrics;
import nightjar.record.Activity;
import nightjar.record.Anchors;
import nightjar.record.Boot;
import nightjar.record.Limits;
import nightjar.record.RecordMode;
import nightjar.record.RecordState;
import nightjar.record.Recording;
import nightjar.record.Rendition;
import nightjar.record.Scene;
import nightjar.record.Shelf;
import nightjar.record.Stand;
import nightjar.record.file.Anatomy;
import nightjar.record.file.Heading;
import nightjar.record.file.Readable;
import nightjar.record.store.Footage;
import nightjar.record.store.Store;

/// Where streams, events and the store meet: a recording for each rendition that is ever recorded,
/// and one thread that looks at the clocks, marks what happened, and tidies.
///
///     stream ──────▶ recording ──▶ store
///     recorder, ──▶ scene ┘          ▲ what happened, what to remove, where times were wrong
///     switch               "footage" thread
final class RecordRig implements AutoCloseable {
  private static final System.Logger log = System.getLogger(RecordRig.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int TIDY = 3; // looks

  private final Limits limits;
  private final Clock clock;
  private final Metrics metrics;
  private final long epoch;
  private final Store store;
  private final Anchors anchors;
  private final FootageThumbnails thumbnails = new FootageThumbnails();
  private final List<Recording> recordings = new ArrayList<>();
  private final List<Eventful> eventful = new CopyOnWriteArrayList<>();
  private final OwnThread thread = new OwnThread("footage");
  private boolean warned; // the thread's own, as is the one below
  private String fault = ""; // said last

  /// @param epoch the tick at which media time is 0
  /// @param synced whether the kernel's clock is kept right
  RecordRig(
      Limits limits,
      Store store,
      Clock clock,
      Metrics metrics,
      long epoch,
      BooleanSupplier synced) {
    this.limits = limits;
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
    this.epoch = epoch;
    this.anchors = new Anchors(Boot.id(), clock, synced, store::reanchor, newest());
    store.clockIsSure(anchors.sure());
    ServerMetrics.ofStore(metrics, store);
  }

  /// A disk that does not say is one without footage.
  private Optional<Anchors.Newest> newest() {
    try {
      var all = new ArrayList<Footage>();
      for (var camera : store.cameras()) {
        store.previous(camera, Optional.empty(), Long.MAX_VALUE).ifPresent(all::add);
      }
      var newest = all.stream().max(Comparator.comparingLong(Footage::end));
      return newest.isEmpty() ? Optional.empty() : Optional.of(newest(newest.get()));
    } catch (IOException e) {
      log.log(WARNING, "when the newest footage was recorded is not known: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private Anchors.Newest newest(Footage footage) throws IOException {
    try (var file = store.open(footage)) {
      boolean synced = Anatomy.read(Readable.of(file)).heading().synced();
      return new Anchors.Newest(
          footage.boot(), footage.mono(), footage.start(), synced, footage.end());
    }
  }

  /// Before `start`.
  void add(
      CameraSettings camera,
      Watchable shown,
      Switch power,
      CameraMotion motion,
      Recorder recorder) {
    var config = camera.record();
    if (!config.records()) {
      return;
    }
    var activity = new Activity();
    motion.feed(activity);
    var scene = new SceneOf(power, motion, recorder);
    add(camera, Rendition.MAIN, shown.main(), scene, activity, power);
    if (config.uses(RecordMode.DUAL) && shown.sub().isPresent()) {
      add(camera, Rendition.SUB, shown.sub().get(), scene, activity, power);
    }
    var marks = new Eventful(camera.name(), config.before(), config.after(), clock, anchors, store);
    recorder.tell(marks);
    eventful.add(marks);
  }

  private void add(
      CameraSettings camera,
      Rendition which,
      nightjar.live.Rendition shown,
      Scene scene,
      Activity activity,
      Switch power) {
    var recording =
        new Recording(
            new Recording.What(camera.name(), which, camera.record()),
            new Recording.From(
                shown.stream(), epoch, shown.requestIdr(), scene, activity, thumbnails),
            new ShelfOf(store),
            anchors,
            limits,
            clock,
            ZoneId.systemDefault());
    power.listen(recording::wake);
    recordings.add(recording);
    ServerMetrics.ofRecording(metrics, camera.name() + "-" + which.word(), recording);
  }

  /// Whether what comes of it is recorded, or waits to be. After `start`.
  boolean records(String camera, Rendition which) {
    return recordings.stream()
        .filter(one -> one.what().camera().equals(camera) && one.what().rendition() == which)
        .anyMatch(one -> !(one.state() instanceof RecordState.Off));
  }

  private record SceneOf(Switch power, CameraMotion motion, Recorder recorder) implements Scene {
    private static final String MOVING = Moment.State.MOVING.word();

    @Override
    public boolean on() {
      return !power.isOff();
    }

    @Override
    public boolean moves() {
      return motion.state().equals(MOVING);
    }

    @Override
    public OptionalLong happening() {
      return recorder.lasting();
    }
  }

  private record ShelfOf(Store store) implements Shelf {
    @Override
    public Store.Writing begin(Heading heading, ByteBuffer init) throws IOException {
      return store.begin(heading, init);
    }

    @Override
    public long newestEnd(String camera, Rendition rendition) throws IOException {
      return store
          .previous(camera, Optional.of(rendition.word()), Long.MAX_VALUE)
          .map(Footage::end)
          .orElse(0L);
    }
  }

  /// How each camera's recording stands; of two renditions the one that is worse off.
  List<Stand> stands() {
    var stands = new ArrayList<Stand>();
    for (var recording : recordings) {
      var what = recording.what();
      var state = recording.state();
      var stand = new Stand(what.camera(), recording.mode().word(), state.word(), state.problem());
      boolean again = !stands.isEmpty() && stands.getLast().camera().equals(what.camera());
      if (!again) {
        stands.add(stand);
      } else if (rank(stand) > rank(stands.getLast())) {
        stands.set(stands.size() - 1, stand);
      }
    }
    return stands;
  }

  private static int rank(Stand stand) {
    return List.of("off", "waiting", "recording", "paused").indexOf(stand.state());
  }

  /// Whether what is recorded reaches the disk.
  List<Pulse.Vital> vitals() {
    return recordings.stream()
        .map(
            one ->
                new Pulse.Vital(
                    "recording " + one.what().camera() + " " + one.what().rendition().word(),
                    one.state() instanceof RecordState.Recording,
                    one.counts().syncs.get() + one.counts().failures.get()))
        .toList();
  }

  /// What the disk did for all of them.
  Machine.Syncs syncs() {
    long count = 0;
    long nanos = 0;
    for (var recording : recordings) {
      count += recording.counts().syncs.get();
      nanos += recording.counts().syncNanos.get();
    }
    return new Machine.Syncs(count, nanos);
  }

  void start() {
    recordings.forEach(Recording::start);
    thread.run(this::run);
  }

  private void run() {
    try {
      for (long look = 0; ; look++) {
        boolean more = isMoreAfter(look % TIDY == 0);
        clock.sleep(more ? LOOK.dividedBy(10) : LOOK);
        look += more ? TIDY - 1 : 0; // the next tidies too
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /// One look; a fault of ours in it does not end the thread: nothing would be removed any more.
  private boolean isMoreAfter(boolean tidies) {
    try {
      anchors.look();
      store.clockIsSure(anchors.sure());
      mark();
      return tidies && store.tidy().more();
    } catch (RuntimeException e) {
      if (!fault.equals(e.toString())) {
        fault = e.toString();
        log.log(ERROR, "footage: a fault of Nightjar's own", e);
      }
      return false;
    }
  }

  /// What fails is kept, and tried again.
  private void mark() {
    try {
      for (var camera : eventful) {
        camera.mark();
      }
      warned = false;
    } catch (IOException e) {
      if (!warned) {
        log.log(WARNING, "footage of events is not marked, for now: {0}", e.getMessage());
      }
      warned = true;
    }
  }

  /// All at the same time.
  void endFiles() {
    recordings.forEach(Recording::stop);
    recordings.forEach(Recording::close);
  }

  @Override
  public void close() {
    endFiles();
    thread.close();
    mark();
    thumbnails.close();
  }
}
