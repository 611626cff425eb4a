package nightjar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import nightjar.Steering.Bears;
import nightjar.base.Clock;
import nightjar.base.Scope;
import nightjar.base.SlabPool;
import nightjar.camera.Camera;
import nightjar.camera.Sink;
import nightjar.camera.Source;
import nightjar.camera.Switch;
import nightjar.camera.Switches;
import nightjar.config.Settings.CameraSettings;
import nightjar.decode.Decoding;
import nightjar.decode.Work;
import nightjar.encode.Audience;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.Passthrough;
import nightjar.encode.Publisher;
import nightjar.encode.QuietSettings;
import nightjar.filter.FilterConfig;
import nightjar.live.LiveHeader;
import nightjar.media.AccessUnit;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.metrics.Metrics;
import nightjar.stream.Packaging;
import nightjar.stream.Stream;

/// Makes the parts that cameras are built of: each is owned by one scope, and counted.
final class Workshop {
  private final Scope scope;
  private final Clock clock;
  private final long epoch;
  private final Metrics metrics;
  private final SlabPool slabs;
  private final Switches switches;
  private final Steering steering;
  private final List<Camera> cameras = new ArrayList<>();

  Workshop(
      Scope scope,
      Clock clock,
      Metrics metrics,
      SlabPool slabs,
      Switches switches,
      Steering steering) {
    this.scope = scope;
    this.clock = clock;
    this.epoch = clock.ticks();
    this.metrics = metrics;
    this.slabs = slabs;
    this.switches = switches;
    this.steering = steering;
  }

  /// Made so far; none is started.
  List<Camera> cameras() {
    return List.copyOf(cameras);
  }

  /// The tick at which media time is 0.
  long epoch() {
    return epoch;
  }

  Clock clock() {
    return clock;
  }

  void count(String camera, CameraMotion motion) {
    ServerMetrics.ofMotion(metrics, camera, motion);
  }

  Switch power(CameraSettings camera) {
    return switches.of(camera.name(), camera.off());
  }

  Camera camera(String name, Source.Opener opener, FilterConfig filter, Sink sink, Switch power) {
    var camera = scope.own(new Camera(name, opener, filter, clock, sink, power));
    ServerMetrics.ofCamera(metrics, camera);
    cameras.add(camera);
    return camera;
  }

  /// One that is empty from the moment the camera is switched off.
  Stream stream(Packaging packaging, LiveHeader header, Stream.Bounds keep, Switch power) {
    var stream = scope.own(new Stream(packaging, header, slabs, keep));
    power.whenOff(stream::interrupt);
    return stream;
  }

  /// Encodes into the stream while somebody reads it.
  Encoding encoding(
      String name,
      EncodeSettings asked,
      QuietSettings quiet,
      Encoder.Opener opener,
      Stream stream,
      Switch power) {
    var encoding =
        scope.own(
            new Encoding(name, asked, opener, audience(stream), into(stream, power), clock, epoch));
    ServerMetrics.ofRendition(metrics, name, encoding.counts(), stream);
    ServerMetrics.ofQuiet(metrics, name, encoding);
    encoding.use(quiet);
    power.whenOff(encoding::forget);
    encoding.start();
    return encoding;
  }

  /// Has it aim at what is needed of it, where it aims at all, and never give too much at once.
  ///
  /// @param format of its pictures; empty until the camera was open once
  /// @param records whether it is recorded
  void steer(
      String camera,
      Encoded rendition,
      Bears bears,
      Supplier<Optional<PictureFormat>> format,
      BooleanSupplier records) {
    rendition.encoding().boundBursts();
    rendition.aim().ifPresent(aim -> steering.add(rendition, aim, bears, format, records));
    ServerMetrics.ofAim(metrics, camera + "-" + rendition.name(), rendition.encoding());
  }

  Passthrough passthrough(String name, Stream stream, Switch power) {
    var passthrough = new Passthrough(name, into(stream, power), epoch);
    ServerMetrics.ofRendition(metrics, name, passthrough.counts(), stream);
    return passthrough;
  }

  /// @param from asked often: where pictures are decoded from may change
  void decoding(
      String name, Supplier<Stream> from, DoubleSupplier wanted, Consumer<Picture> out, Work work) {
    scope.own(new Decoding(name, from, wanted, out, work, clock, epoch)).start();
  }

  private static Audience audience(Stream stream) {
    return new Audience() {
      @Override
      public int size() {
        return stream.readers();
      }

      @Override
      public boolean wantsEvery() {
        return stream.eagerReaders() > 0;
      }
    };
  }

  /// What was encoded while the camera was being switched off comes too late.
  private static Publisher into(Stream stream, Switch power) {
    return new Publisher() {
      @Override
      public boolean publish(AccessUnit unit) throws IOException {
        boolean kept = power.isOff() || stream.publish(unit);
        if (power.isOff()) {
          stream.interrupt();
        }
        return kept;
      }

      @Override
      public void interrupt() {
        stream.interrupt();
      }
    };
  }
}
