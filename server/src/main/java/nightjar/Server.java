package nightjar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.base.Clock;
import nightjar.base.Scope;
import nightjar.base.SlabPool;
import nightjar.camera.Camera;
import nightjar.camera.CameraState;
import nightjar.camera.Switches;
import nightjar.config.Settings;
import nightjar.detect.ObjectConfig;
import nightjar.governor.Machine;
import nightjar.http.Access;
import nightjar.http.HttpServer;
import nightjar.http.Storing;
import nightjar.live.Box;
import nightjar.live.Viewers;
import nightjar.metrics.Metrics;
import nightjar.motion.MotionConfig;
import nightjar.posix.HandedSocket;
import nightjar.posix.KernelTime;
import nightjar.posix.ServiceManager;
import nightjar.v4l2.Device;
import nightjar.v4l2.Devices;

/// The whole program on one page: what is built, and what closes when.
final class Server implements AutoCloseable {
  private static final long IDLE_BYTES = 8 << 20;

  private final Scope scope = new Scope();
  private final Clock clock;
  private final Metrics metrics = new Metrics();
  private final Switches switches;
  private final Steering steering;
  private final Workshop workshop;
  private final MotionRig motion;
  private final DetectorRig detector;
  private final ObjectRig objects;
  private final RecordRig records;
  private final AlertRig alerts;
  private final GovernorRig governor;
  private final EncoderChoice h264;
  private final HttpServer http;
  private final Reach reach;
  private final FootageRig footage;

  /// @param root of the file system in which the machine shows itself: `/proc` and `/sys` are below
  /// @param path folders in which cameras' programs are looked for
  /// @param mode closed with the server
  /// @throws IOException footage cannot be kept where it should be
  Server(Settings settings, Mode mode, Clock clock, Path root, String path) throws IOException {
    this.clock = clock;
    this.reach = mode.reach();
    scope.own(mode);
    this.footage = scope.own(open(() -> FootageRig.of(settings.record(), mode.data(), clock)));
    var slabs = scope.own(new SlabPool(IDLE_BYTES));
    this.switches = scope.own(new Switches(mode.data(), clock, ZoneId.systemDefault()));
    this.steering = scope.own(new Steering(clock));
    this.workshop = new Workshop(scope, clock, metrics, slabs, switches, steering);
    this.h264 = EncoderChoice.make(Devices.DEV, Device.KERNEL, clock);
    var names = settings.cameras().stream().map(camera -> camera.name()).toList();
    this.motion =
        scope.own(new MotionRig(names, motions(settings), settings.events(), mode.data(), clock));
    this.detector =
        scope.own(new DetectorRig(settings.detector(), Machine.isBoard(root), clock, metrics));
    this.objects = new ObjectRig(names, objects(settings), motion::zones, mode.data());
    this.records =
        scope.own(
            new RecordRig(
                settings.record().limits(),
                footage.store(),
                clock,
                metrics,
                workshop.epoch(),
                new KernelTime()::isSynchronised));
    this.governor =
        scope.own(new GovernorRig(settings, root, records, motion, detector, clock, metrics));
    var clips = new Clips(footage.shown().playback());
    this.alerts =
        scope.own(
            open(() -> new AlertRig(settings.alerts(), names, motion, clips, mode.data(), clock)));
    if (mode.access() instanceof Access.Guarded(var auth)) {
      auth.audit().onFailure(alerts::failed);
    }
    var sources = new Sources(clock, path);
    var shown =
        settings.cameras().stream()
            .map(
                camera ->
                    Rig.build(
                        camera, workshop, sources, h264, motion, this::recognise, alerts, records))
            .toList();
    motion.show(shown);
    alerts.show(shown, records::stands, governor::standing);
    scope.own((AutoCloseable) records::endFiles); // before their streams end
    var viewers =
        new Viewers(
            "nightjar " + Main.version(),
            clock,
            settings.http().viewers(),
            new Box(
                () -> governor.shed().moving(),
                () -> governor.shed().showsLess() ? governor.line() : ""));
    ServerMetrics.ofAlerts(metrics, alerts.shown().alerts());
    ServerMetrics.ofProcess(metrics, slabs, viewers);
    reach.handed().ifPresent(scope::own);
    this.http =
        scope.own(
            new HttpServer(
                settings.http(),
                new HttpServer.Shown(
                    shown,
                    viewers,
                    metrics,
                    Main.version(),
                    mode.word(),
                    mode.access(),
                    clock,
                    motion.shown(objects.shown()),
                    footage.shown(),
                    new Storing(footage.store(), records::stands, footage.proofKey()),
                    alerts.shown(),
                    governor::standing),
                reach.names(),
                reach.secured(),
                reach.handed().map(HandedSocket::channel)));
  }

  private CameraObjects recognise(String camera) {
    return detector.watch(camera, objects, motion);
  }

  private interface Opening<T> {
    T open() throws IOException;
  }

  /// What cannot be opened leaves nothing open.
  private <T> T open(Opening<T> opening) throws IOException {
    try {
      return opening.open();
    } catch (IOException e) {
      scope.close();
      throw e;
    }
  }

  private static Map<String, MotionConfig> motions(Settings settings) {
    var motions = new TreeMap<String, MotionConfig>();
    settings.cameras().forEach(c -> c.motion().ifPresent(m -> motions.put(c.name(), m)));
    return motions;
  }

  private static Map<String, ObjectConfig> objects(Settings settings) {
    var objects = new TreeMap<String, ObjectConfig>();
    settings.cameras().forEach(c -> c.objects().ifPresent(o -> objects.put(c.name(), o)));
    return objects;
  }

  /// Opens no camera before it is known that somebody can watch.
  ///
  /// @throws IOException the address cannot be listened on
  void start() throws IOException {
    http.start();
    reach.start();
    h264.log();
    switches.start();
    motion.start();
    detector.start();
    records.start();
    governor.start();
    alerts.start();
    steering.start(governor::shed);
    workshop.cameras().forEach(Camera::start);
  }

  /// Whoever started this is told how it is, from now on. After `start`.
  ///
  /// @param data folder for what outlives the program
  void reportTo(ServiceManager manager, Path data) {
    var last = new LastResort(data, clock);
    scope.own(new Lifeline(manager, this::vitals, this::status, last::givenUp, clock)).start();
  }

  /// What should move while this serves.
  List<Pulse.Vital> vitals() {
    var vitals = new ArrayList<Pulse.Vital>();
    long now = clock.ticks();
    for (var camera : workshop.cameras()) {
      var counts = camera.counts();
      boolean waits =
          camera.state() instanceof CameraState.Off
              || (camera.state() instanceof CameraState.Failed(_, long retryAt) && now < retryAt);
      vitals.add(
          new Pulse.Vital(
              "camera " + camera.name(), !waits, counts.pictures.get() + counts.failures.get()));
    }
    vitals.addAll(records.vitals());
    return vitals;
  }

  /// How cameras and box are, in one line.
  String status() {
    long live =
        workshop.cameras().stream().filter(c -> c.state() instanceof CameraState.Live).count();
    var health = alerts.health();
    return "%d of %d cameras live%s"
        .formatted(live, workshop.cameras().size(), health.well() ? "" : "; " + health.words());
  }

  InetSocketAddress address() {
    return http.address();
  }

  Optional<InetSocketAddress> onboarding() {
    return http.onboarding();
  }

  FootageRig footage() {
    return footage;
  }

  Switches switches() {
    return switches;
  }

  Metrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    scope.close();
  }
}
