package nightjar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nightjar.Steering.Bears;
import nightjar.camera.Camera;
import nightjar.camera.CameraState;
import nightjar.camera.CodedPicture;
import nightjar.camera.Sink;
import nightjar.camera.SourceConfig;
import nightjar.camera.Switch;
import nightjar.config.Settings.CameraSettings;
import nightjar.config.Settings.SubSettings;
import nightjar.decode.Work;
import nightjar.encode.Aim;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.Encoding;
import nightjar.encode.Hindsight;
import nightjar.encode.Passthrough;
import nightjar.encode.Saved;
import nightjar.encode.Scale;
import nightjar.encode.ScaledEncoder;
import nightjar.encode.ffmpeg.Jpeg;
import nightjar.event.Ending;
import nightjar.filter.FilterConfig;
import nightjar.http.MotionDesk;
import nightjar.live.LiveHeader;
import nightjar.live.Rendition;
import nightjar.live.Watchable;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.stream.Fmp4Packaging;
import nightjar.stream.JpegPackaging;
import nightjar.stream.Stream.Bounds;

/// One camera with all that is made of it, and who feeds whom.
///
///     raw     camera ─┬▶ encoding ─────▶ main stream
///                     ├▶ JPEG encoding ─▶ JPEG stream
///                     ├▶ encoding ─────▶ sub stream    \ of the same pictures, made smaller first
///                     └▶ JPEG encoding ─▶ small JPEGs  /
///     coded   camera ──▶ passthrough ─▶ main stream ─┬▶ decoding ─▶ JPEG encoding ─▶ JPEG stream
///     (camera's sub  ──▶ passthrough ─▶ sub stream ──┘ instead, where it has one)
final class Rig {
  private static final int MAIN = 0;
  private static final int JPEG = 1;
  private static final int SUB = 2;
  private static final int JPEG_SMALL = 3;
  private static final int ASKED_ABOUT = 2; // pictures: one that waits to be, and one that is
  private static final MotionDesk.Source RAW =
      new MotionDesk.Source("raw", "The camera's own pictures, before they are encoded.");
  private static final Bounds ONE_JPEG = new Bounds(4 << 20, Duration.ofMillis(1));
  private static final EncodeSettings JPEG_SETTINGS =
      new EncodeSettings(4_000_000, 8, Duration.ofSeconds(1));
  private static final EncodeSettings JPEG_SMALL_SETTINGS =
      new EncodeSettings(1_500_000, 8, Duration.ofSeconds(1));

  private final CameraSettings settings;
  private final Workshop workshop;
  private final Sources sources;
  private final Switch power;
  private final Encoded jpeg;
  private final MotionRig motions;
  private final RecordRig records;
  private final Function<String, CameraObjects> objects;
  private final AlertRig alerts;

  private Rig(
      CameraSettings settings,
      Workshop workshop,
      Sources sources,
      MotionRig motions,
      Function<String, CameraObjects> objects,
      AlertRig alerts,
      RecordRig records) {
    this.settings = settings;
    this.workshop = workshop;
    this.sources = sources;
    this.power = workshop.power(settings);
    this.jpeg = jpeg(JPEG, "jpeg", JPEG_SETTINGS, Jpeg::open);
    this.motions = motions;
    this.objects = objects;
    this.alerts = alerts;
    this.records = records;
  }

  static Watchable build(
      CameraSettings settings,
      Workshop workshop,
      Sources sources,
      Encoder.Opener h264,
      MotionRig motions,
      Function<String, CameraObjects> objects,
      AlertRig alerts,
      RecordRig records) {
    var rig = new Rig(settings, workshop, sources, motions, objects, alerts, records);
    return settings.source().isCoded() ? rig.coded() : rig.raw(h264);
  }

  private Watchable raw(Encoder.Opener opener) {
    var main = h264(MAIN, "main", settings.main(), settings.keep(), opener);
    main.encoding().use(Hindsight.STANDARD);
    var small = settings.sub().map(sub -> small(sub, opener));
    var encodings =
        Stream.concat(Stream.of(main, jpeg), small.stream().flatMap(Small::both))
            .map(Encoded::encoding)
            .toList();
    var motion = motion(() -> RAW, () -> saved(encodings));
    var camera =
        workshop.camera(
            settings.name(),
            sources.of(settings.source()),
            settings.filter(),
            new RawSink(encodings, motion),
            power);
    workshop.steer(settings.name(), main, Bears.MAIN, camera::format, this::recordsMain);
    small.ifPresent(s -> steer(s, camera));
    return watchable(
        camera,
        main.shown(camera::format, this::recordsMain),
        small.map(s -> s.video.shown(() -> s.format(camera), this::recordsSub)),
        jpeg.shown(camera::format, () -> false),
        small.map(s -> s.jpeg.shown(() -> s.format(camera), () -> false)),
        () -> problem(encodings),
        motion);
  }

  private void steer(Small small, Camera camera) {
    workshop.steer(
        settings.name(), small.video, Bears.SUB, () -> small.format(camera), this::recordsSub);
  }

  private boolean recordsMain() {
    return records.records(settings.name(), nightjar.record.Rendition.MAIN);
  }

  private boolean recordsSub() {
    return records.records(settings.name(), nightjar.record.Rendition.SUB);
  }

  private Encoded h264(int id, String name, Aim aim, Bounds keep, Encoder.Opener opener) {
    var stream =
        workshop.stream(Fmp4Packaging.of(Colour.SYCC), LiveHeader.fragments(id), keep, power);
    var encoding = encoding(name, aim.set(), opener, stream);
    return new Encoded(id, name, stream, encoding, Optional.of(aim));
  }

  private Encoded jpeg(int id, String name, EncodeSettings asked, Encoder.Opener opener) {
    var stream = workshop.stream(new JpegPackaging(), LiveHeader.jpegs(id), ONE_JPEG, power);
    var encoding = encoding(name, asked, opener, stream);
    encoding.restBetween();
    return new Encoded(id, name, stream, encoding, Optional.empty());
  }

  private Encoding encoding(
      String name, EncodeSettings asked, Encoder.Opener opener, nightjar.stream.Stream stream) {
    var called = settings.name() + "-" + name;
    return workshop.encoding(called, asked, settings.quiet(), opener, stream, power);
  }

  private Small small(SubSettings sub, Encoder.Opener opener) {
    var video = h264(SUB, "sub", sub.aim(), sub.keep(), ScaledEncoder.opener(sub.scale(), opener));
    var smallJpeg =
        jpeg(
            JPEG_SMALL,
            "jpeg-small",
            JPEG_SMALL_SETTINGS,
            ScaledEncoder.opener(sub.scale(), Jpeg::open));
    return new Small(sub.scale(), video, smallJpeg);
  }

  /// What is made of the same pictures, made smaller first.
  private record Small(Scale scale, Encoded video, Encoded jpeg) {
    Stream<Encoded> both() {
      return Stream.of(video, jpeg);
    }

    Optional<PictureFormat> format(Camera camera) {
      return camera.format().map(scale::of);
    }
  }

  private static Saved saved(List<Encoding> encodings) {
    return encodings.stream().map(Encoding::saved).reduce(Saved::plus).orElseThrow();
  }

  private static Optional<String> problem(List<Encoding> encodings) {
    return encodings.stream().flatMap(encoding -> encoding.problem().stream()).findFirst();
  }

  private Watchable coded() {
    var main = new Passed(settings.source(), settings.name(), "main", MAIN);
    var sub = settings.source().sub().map(s -> new Passed(s, settings.name() + "-sub", "sub", SUB));
    Supplier<Passed> decoded = () -> sub.filter(Passed::isLive).orElse(main);
    var work = new Work();
    var look = new CodedLook(work);
    var motion = motion(look::source, jpeg.encoding()::saved);
    workshop.decoding(
        settings.name(),
        () -> decoded.get().stream,
        () -> wanted(look, motion),
        picture -> jpeg.encoding().offer(picture, motion.look(picture)),
        work);
    return watchable(
        main.camera,
        main.shown(),
        sub.map(Passed::shown),
        jpeg.shown(() -> decoded.get().camera.format(), () -> false),
        Optional.empty(),
        () -> main.passthrough.problem().or(jpeg.encoding()::problem),
        motion);
  }

  /// Pictures a second to decode.
  private double wanted(CodedLook look, CameraMotion motion) {
    double shown = jpeg.stream().readers() > 0 ? JPEG_SETTINGS.fps() : 0;
    return Math.max(shown, look.wanted(motion.fps(), shown == 0));
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
      Rendition jpegs,
      Optional<Rendition> jpegSmall,
      Supplier<Optional<String>> problem,
      CameraMotion motion) {
    var recognised = objects.apply(settings.name());
    motion.feed(recognised);
    alerts.watch(settings.name(), motion, recognised);
    var watchable =
        new Watchable(
            settings.name(),
            main,
            sub,
            jpegs,
            jpegSmall,
            () -> Offered.health(camera.state(), problem.get(), unwritten()),
            motion::told,
            recognised::now,
            camera::format,
            new Offered(power));
    records.add(settings, watchable, power, motion, motions.recorder(settings.name()));
    return watchable;
  }

  private Optional<String> unwritten() {
    return motions.areEventsWritten(settings.name())
        ? Optional.empty()
        : Optional.of("no event is written down; the server's log says why");
  }

  /// Feeds all encodings; the first is main's, the only one that holds pictures back.
  private record RawSink(List<Encoding> encodings, CameraMotion motion) implements Sink {
    @Override
    public void picture(Picture picture) {
      boolean stirs = motion.look(picture);
      for (int i = 0; i < encodings.size(); i++) { // an iterator would be an object a picture
        encodings.get(i).offer(picture, stirs);
      }
    }

    @Override
    public int holdsBack(PictureFormat format) {
      return encodings.getFirst().holdsBack(format) + ASKED_ABOUT;
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
    private final nightjar.stream.Stream stream;
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
      // It can neither be asked for another rate of bits, nor for an IDR.
      return new Rendition(
          id,
          rendition,
          stream,
          camera::format,
          this::fps,
          passthrough::bitRate,
          () -> 0,
          () -> false,
          () -> {});
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
