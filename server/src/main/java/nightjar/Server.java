package nightjar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.base.Clock;
import nightjar.base.Scope;
import nightjar.base.SlabPool;
import nightjar.camera.Camera;
import nightjar.camera.Switches;
import nightjar.config.Settings;
import nightjar.http.HttpServer;
import nightjar.http.Storing;
import nightjar.live.Viewers;
import nightjar.metrics.Metrics;
import nightjar.motion.MotionConfig;
import nightjar.posix.KernelTime;
import nightjar.v4l2.Device;
import nightjar.v4l2.Devices;

/// The whole program on one page: what is built, and what closes when.
final class Server implements AutoCloseable {
  private static final long IDLE_BYTES = 8 << 20;

  private final Scope scope = new Scope();
  private final Metrics metrics = new Metrics();
  private final Switches switches;
  private final Workshop workshop;
  private final MotionRig motion;
  private final RecordRig records;
  private final EncoderChoice h264;
  private final HttpServer http;
  private final Reach reach;
  private final FootageRig footage;

  /// @param path folders in which cameras' programs are looked for
  /// @param mode closed with the server
  /// @throws IOException footage cannot be kept where it should be
  Server(Settings settings, Mode mode, Clock clock, String path) throws IOException {
    this.reach = mode.reach();
    scope.own(mode);
    this.footage = scope.own(open(settings, mode, clock));
    var slabs = scope.own(new SlabPool(IDLE_BYTES));
    this.switches = scope.own(new Switches(mode.data(), clock, ZoneId.systemDefault()));
    this.workshop = new Workshop(scope, clock, metrics, slabs, switches);
    this.h264 = EncoderChoice.make(Devices.DEV, Device.KERNEL, clock);
    var names = settings.cameras().stream().map(camera -> camera.name()).toList();
    this.motion =
        scope.own(new MotionRig(names, motions(settings), settings.events(), mode.data(), clock));
    this.records =
        scope.own(
            new RecordRig(
                settings.record().limits(),
                footage.store(),
                clock,
                metrics,
                workshop.epoch(),
                new KernelTime()::isSynchronised));
    var sources = new Sources(clock, path);
    var shown =
        settings.cameras().stream()
            .map(camera -> Rig.build(camera, workshop, sources, h264, motion, records))
            .toList();
    motion.show(shown);
    scope.own((AutoCloseable) records::endFiles); // before their streams end
    var viewers = new Viewers("nightjar " + Main.version(), clock, settings.http().viewers());
    ServerMetrics.ofProcess(metrics, slabs, viewers);
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
                    motion.shown(),
                    footage.shown(),
                    new Storing(footage.store(), records::stands, footage.proofKey())),
                reach.names(),
                reach.secured()));
  }

  private FootageRig open(Settings settings, Mode mode, Clock clock) throws IOException {
    try {
      return FootageRig.of(settings.record(), mode.data(), clock);
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

  /// Opens no camera before it is known that somebody can watch.
  ///
  /// @throws IOException the address cannot be listened on
  void start() throws IOException {
    http.start();
    reach.start();
    h264.log();
    switches.start();
    motion.start();
    records.start();
    workshop.cameras().forEach(Camera::start);
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
