package nightjar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.base.Scope;
import nightjar.base.SlabPool;
import nightjar.camera.Camera;
import nightjar.camera.CameraState;
import nightjar.camera.Source;
import nightjar.camera.SourceConfig;
import nightjar.camera.demo.DemoSource;
import nightjar.camera.ffmpeg.FileSource;
import nightjar.camera.rpicam.RpicamSource;
import nightjar.config.Settings;
import nightjar.config.Settings.CameraSettings;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.ffmpeg.Jpeg;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.http.HttpServer;
import nightjar.live.Health;
import nightjar.live.LiveHeader;
import nightjar.live.Rendition;
import nightjar.live.Viewers;
import nightjar.live.Watchable;
import nightjar.media.AccessUnit;
import nightjar.media.Colour;
import nightjar.metrics.Metrics;
import nightjar.stream.Fmp4Packaging;
import nightjar.stream.JpegPackaging;
import nightjar.stream.Packaging;
import nightjar.stream.Stream;

/// The whole program on one page: what is built, who feeds whom, what closes when.
final class Server implements AutoCloseable {
  private static final int MAIN = 0;
  private static final int JPEG = 1;
  private static final long IDLE_BYTES = 8 << 20;
  private static final Stream.Bounds ONE_JPEG = new Stream.Bounds(4 << 20, Duration.ofMillis(1));
  private static final EncodeSettings JPEG_SETTINGS =
      new EncodeSettings(4_000_000, 8, Duration.ofSeconds(1));

  private final Scope scope = new Scope();
  private final Clock clock;
  private final long epoch;
  private final Metrics metrics = new Metrics();
  private final SlabPool slabs = scope.own(new SlabPool(IDLE_BYTES));
  private final List<Camera> cameras = new ArrayList<>();
  private final HttpServer http;

  Server(Settings settings, String mode, Clock clock) {
    this.clock = clock;
    this.epoch = clock.ticks();
    var name = "nightjar " + Main.version();
    var shown = settings.cameras().stream().map(this::build).toList();
    var viewers = new Viewers(name, clock, settings.http().viewers());
    ServerMetrics.ofProcess(metrics, slabs, viewers);
    this.http =
        scope.own(
            new HttpServer(
                settings.http(),
                new HttpServer.Shown(shown, viewers, metrics, Main.version(), mode, clock)));
  }

  private Watchable build(CameraSettings settings) {
    var main =
        rendition(
            settings.name() + "-main",
            settings.main(),
            OpenH264::open,
            stream(new Fmp4Packaging(Colour.SYCC), LiveHeader.fragments(MAIN), settings.keep()));
    var jpeg =
        rendition(
            settings.name() + "-jpeg",
            JPEG_SETTINGS,
            Jpeg::open,
            stream(new JpegPackaging(), LiveHeader.jpegs(JPEG), ONE_JPEG));
    var camera =
        scope.own(
            new Camera(
                settings.name(),
                opener(settings.source()),
                clock,
                picture -> {
                  main.encoding.offer(picture);
                  jpeg.encoding.offer(picture);
                }));
    ServerMetrics.ofCamera(metrics, camera);
    cameras.add(camera);
    return new Watchable(
        settings.name(),
        main.shown(MAIN, "main"),
        jpeg.shown(JPEG, "jpeg"),
        () -> health(camera.state(), main.encoding.problem().or(jpeg.encoding::problem)),
        camera::format);
  }

  private record Built(Encoding encoding, Stream stream) {
    Rendition shown(int id, String name) {
      return new Rendition(
          id,
          name,
          stream,
          () -> encoding.settings().fps(),
          () -> encoding.settings().bitrate(),
          encoding::requestIdr);
    }
  }

  private Stream stream(Packaging packaging, LiveHeader header, Stream.Bounds keep) {
    return scope.own(new Stream(packaging, header, slabs, keep));
  }

  private Built rendition(
      String name, EncodeSettings settings, Encoder.Opener opener, Stream stream) {
    var out =
        new Encoding.Output() {
          @Override
          public boolean publish(AccessUnit unit) throws IOException {
            return stream.publish(unit);
          }

          @Override
          public void interrupt() {
            stream.interrupt();
          }
        };
    var encoding =
        scope.own(
            new Encoding(name, settings, opener, () -> stream.readers() > 0, out, clock, epoch));
    ServerMetrics.ofRendition(metrics, name, encoding, stream);
    encoding.start();
    return new Built(encoding, stream);
  }

  private Source.Opener opener(SourceConfig source) {
    return switch (source) {
      case SourceConfig.Demo(var format, long seed) -> () -> new DemoSource(format, seed, clock);
      case SourceConfig.Rpicam(var options) ->
          () -> new RpicamSource(options, System.getenv().getOrDefault("PATH", ""), clock);
      case SourceConfig.VideoFile(var file) -> () -> new FileSource(file, clock);
    };
  }

  private static Health health(CameraState state, Optional<String> encoding) {
    return switch (state) {
      case CameraState.Failed(var reason, var retryIn) -> new Health(state.word(), reason, retryIn);
      case CameraState.Live _ when encoding.isPresent() ->
          new Health("failed", encoding.get(), Encoding.PAUSE);
      case CameraState.Starting _, CameraState.Live _ ->
          new Health(state.word(), "", Duration.ZERO);
    };
  }

  /// Opens no camera before it is known that somebody can watch.
  ///
  /// @throws IOException the address cannot be listened on
  void start() throws IOException {
    http.start();
    cameras.forEach(Camera::start);
  }

  InetSocketAddress address() {
    return http.address();
  }

  Metrics metrics() {
    return metrics;
  }

  @Override
  public void close() {
    scope.close();
  }
}
