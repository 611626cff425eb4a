package nightjar;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.camera.Camera;
import nightjar.camera.CameraState;
import nightjar.camera.CodedPicture;
import nightjar.camera.Sink;
import nightjar.camera.SourceConfig;
import nightjar.camera.Switch;
import nightjar.camera.Verdict;
import nightjar.config.Settings.CameraSettings;
import nightjar.decode.Work;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.Hindsight;
import nightjar.encode.Passthrough;
import nightjar.encode.Saved;
import nightjar.encode.ffmpeg.Jpeg;
import nightjar.event.Ending;
import nightjar.filter.FilterConfig;
import nightjar.http.MotionDesk;
import nightjar.live.Health;
import nightjar.live.LiveHeader;
import nightjar.live.Privacy;
import nightjar.live.Rendition;
import nightjar.live.Watchable;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.stream.Fmp4Packaging;
import nightjar.stream.JpegPackaging;
import nightjar.stream.Stream;

/// One camera with all that is made of it, and who feeds whom.
///
///     raw     camera ─┬▶ encoding ────▶ main stream
///                     └▶ JPEG encoding ─▶ JPEG stream
///     coded   camera ──▶ passthrough ─▶ main stream ─┬▶ decoding ─▶ JPEG encoding ─▶ JPEG stream
///     (camera's sub  ──▶ passthrough ─▶ sub stream ──┘ instead, where it has one)
final class Rig {
  private static final int MAIN = 0;
  private static final int JPEG = 1;
  private static final int SUB = 2;
  private static final MotionDesk.Source RAW =
      new MotionDesk.Source("raw", "The camera's own pictures, before they are encoded.");
  private static final Stream.Bounds ONE_JPEG = new Stream.Bounds(4 << 20, Duration.ofMillis(1));
  private static final EncodeSettings JPEG_SETTINGS =
      new EncodeSettings(4_000_000, 8, Duration.ofSeconds(1));

  private final CameraSettings settings;
  private final Workshop workshop;
  private final Sources sources;
  private final Switch power;
  private final Stream jpegs;
  private final Encoding jpegEncoding;
  private final MotionRig motions;
  private final RecordRig records;

  private Rig(
      CameraSettings settings,
      Workshop workshop,
      Sources sources,
      MotionRig motions,
      RecordRig records) {
    this.settings = settings;
    this.workshop = workshop;
    this.sources = sources;
    this.power = workshop.power(settings);
    this.jpegs = workshop.stream(new JpegPackaging(), LiveHeader.jpegs(JPEG), ONE_JPEG, power);
    this.jpegEncoding =
        workshop.encoding(
            settings.name() + "-jpeg", JPEG_SETTINGS, settings.quiet(), Jpeg::open, jpegs, power);
    this.motions = motions;
    this.records = records;
  }

  static Watchable build(
      CameraSettings settings,
      Workshop workshop,
      Sources sources,
      Encoder.Opener h264,
      MotionRig motions,
      RecordRig records) {
    var rig = new Rig(settings, workshop, sources, motions, records);
    return settings.source().isCoded() ? rig.coded() : rig.raw(h264);
  }

  private Watchable raw(Encoder.Opener h264) {
    var stream =
        workshop.stream(
            Fmp4Packaging.of(Colour.SYCC), LiveHeader.fragments(MAIN), settings.keep(), power);
    var main =
        workshop.encoding(
            settings.name() + "-main", settings.main(), settings.quiet(), h264, stream, power);
    main.use(Hindsight.STANDARD);
    var motion = motion(() -> RAW, () -> main.saved().plus(jpegEncoding.saved()));
    var camera =
        workshop.camera(
            settings.name(),
            sources.of(settings.source()),
            settings.filter(),
            new RawSink(main, motion),
            power);
    var shown = shown(MAIN, "main", stream, main);
    return watchable(camera, shown, Optional.empty(), main::problem, camera::format, motion);
  }

  private Watchable coded() {
    var main = new Passed(settings.source(), settings.name(), "main", MAIN);
    var sub = settings.source().sub().map(s -> new Passed(s, settings.name() + "-sub", "sub", SUB));
    Supplier<Passed> decoded = () -> sub.filter(Passed::isLive).orElse(main);
    var work = new Work();
    var look = new CodedLook(work);
    var motion = motion(look::source, jpegEncoding::saved);
    workshop.decoding(
        settings.name(),
        () -> decoded.get().stream,
        () -> wanted(look, motion),
        picture -> jpegEncoding.offer(picture, motion.look(picture)),
        work);
    return watchable(
        main.camera,
        main.shown(),
        sub.map(Passed::shown),
        main.passthrough::problem,
        () -> decoded.get().camera.format(),
        motion);
  }

  /// Pictures a second to decode.
  private double wanted(CodedLook look, CameraMotion motion) {
    double jpeg = jpegs.readers() > 0 ? JPEG_SETTINGS.fps() : 0;
    return Math.max(jpeg, look.wanted(motion.fps(), jpeg == 0));
  }

  private CameraMotion motion(Supplier<MotionDesk.Source> source, Supplier<Saved> saved) {
    var motion =
        new CameraMotion(
            motions.settings(settings.name()),
            motions.recorder(settings.name()),
            source,
            () -> MotionRig.told(saved.get()),
            workshop.clock());
    motions.attach(settings.name(), motion);
    workshop.count(settings.name(), motion);
    power.whenOff(() -> motion.stop(Ending.OFF));
    return motion;
  }

  private Watchable watchable(
      Camera camera,
      Rendition main,
      Optional<Rendition> sub,
      Supplier<Optional<String>> mainProblem,
      Supplier<Optional<PictureFormat>> jpegFormat,
      CameraMotion motion) {
    var watchable =
        new Watchable(
            settings.name(),
            main,
            sub,
            shown(JPEG, "jpeg", jpegs, jpegEncoding),
            () -> health(camera.state(), mainProblem.get().or(jpegEncoding::problem), unwritten()),
            motion::told,
            camera::format,
            jpegFormat,
            new Offered(power));
    records.add(settings, watchable, power, motion, motions.recorder(settings.name()));
    return watchable;
  }

  private Optional<String> unwritten() {
    return motions.areEventsWritten(settings.name())
        ? Optional.empty()
        : Optional.of("no event is written down; the server's log says why");
  }

  /// The camera's switch in viewers' words.
  private record Offered(Switch power) implements Privacy {
    @Override
    public Stand stand() {
      return shown(power.verdict());
    }

    @Override
    public Turned set(boolean on, String who) throws IOException {
      var turned = power.set(on, who);
      return new Turned(shown(turned.verdict()), turned.changed());
    }

    private static Stand shown(Verdict verdict) {
      return switch (verdict) {
        case Verdict.On _ -> Stand.ON;
        case Verdict.Off(var reason, var until) ->
            new Stand(false, reason, until.map(u -> u.toEpochMilli() * 1000).orElse(0L));
      };
    }
  }

  private static Rendition shown(int id, String name, Stream stream, Encoding encoding) {
    return new Rendition(
        id,
        name,
        stream,
        () -> encoding.settings().fps(),
        () -> encoding.settings().bitrate(),
        encoding::isQuiet,
        encoding::requestIdr);
  }

  /// @param problem why nothing of it can be seen
  /// @param unwritten why it can be seen, but no event of it is written down
  static Health health(CameraState state, Optional<String> problem, Optional<String> unwritten) {
    return switch (state) {
      case CameraState.Failed(var reason, long retryAt) ->
          new Health(state.word(), reason, retryAt);
      case CameraState.Off(var reason) -> new Health(state.word(), reason, 0);
      case CameraState.Live _ when problem.isPresent() -> new Health("failed", problem.get(), 0);
      case CameraState.Live _ -> new Health(state.word(), unwritten.orElse(""), 0);
      case CameraState.Starting _, CameraState.Stalled _ -> new Health(state.word(), "", 0);
    };
  }

  /// Feeds both encodings.
  private final class RawSink implements Sink {
    private final Encoding main;
    private final CameraMotion motion;

    RawSink(Encoding main, CameraMotion motion) {
      this.main = main;
      this.motion = motion;
    }

    @Override
    public void picture(Picture picture) {
      boolean stirs = motion.look(picture);
      main.offer(picture, stirs);
      jpegEncoding.offer(picture, stirs);
    }

    @Override
    public int holdsBack(PictureFormat format) {
      return main.holdsBack(format);
    }

    @Override
    public void coded(CodedPicture picture) {
      throw new IllegalStateException("a source of raw pictures gave a coded one");
    }

    /// Encoded pictures follow one another whatever the camera did between them.
    @Override
    public void interrupt() {
      motion.stop(Ending.SILENCE);
    }
  }

  /// A camera that codes by itself, up to its stream.
  private final class Passed implements Sink {
    private final int id;
    private final String rendition;
    private final Stream stream;
    private final Passthrough passthrough;
    private final Camera camera;

    Passed(SourceConfig source, String cameraName, String rendition, int id) {
      this.id = id;
      this.rendition = rendition;
      this.stream =
          workshop.stream(
              Fmp4Packaging.untouched(), LiveHeader.fragments(id), settings.keep(), power);
      this.passthrough = workshop.passthrough(settings.name() + "-" + rendition, stream, power);
      this.camera = workshop.camera(cameraName, sources.of(source), FilterConfig.NONE, this, power);
    }

    Rendition shown() {
      // It says neither its rate of bits, nor can it be asked for an IDR.
      return new Rendition(id, rendition, stream, this::fps, () -> 0, () -> false, () -> {});
    }

    boolean isLive() {
      return camera.state() instanceof CameraState.Live;
    }

    private double fps() {
      return camera.format().map(f -> f.fps()).orElse(1.0);
    }

    @Override
    public void coded(CodedPicture picture) {
      passthrough.pass(picture.data(), picture.idr(), picture.ticks(), picture.captured(), fps());
    }

    @Override
    public void picture(Picture picture) {
      throw new IllegalStateException("a source of coded pictures gave a raw one");
    }

    @Override
    public void interrupt() {
      passthrough.interrupt();
    }
  }
}
