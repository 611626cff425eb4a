package nightjar.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.auth.AuthConfig;
import nightjar.base.WeekTimes;
import nightjar.camera.SourceConfig;
import nightjar.camera.SourceConfig.Demo;
import nightjar.camera.V4l2Options;
import nightjar.detect.DetectorConfig;
import nightjar.detect.ObjectConfig;
import nightjar.encode.Aim;
import nightjar.encode.EncodeSettings;
import nightjar.encode.QuietSettings;
import nightjar.encode.Scale;
import nightjar.event.EventConfig;
import nightjar.event.Keeping;
import nightjar.filter.FilterConfig;
import nightjar.filter.Turn;
import nightjar.governor.GovernorConfig;
import nightjar.http.HttpConfig;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.motion.MotionConfig;
import nightjar.motion.Zone;
import nightjar.record.Limits;
import nightjar.record.RecordConfig;
import nightjar.record.RecordMode;
import nightjar.record.store.StoreConfig;
import nightjar.record.store.StoreConfig.Free;
import nightjar.stream.Stream;
import nightjar.tls.TlsConfig;

/// Everything that can be set. Every key is in docs/ref/config.md.
///
/// @param warnings for people: what can be used as it is, and would be better otherwise
public record Settings(
    HttpConfig http,
    TlsConfig tls,
    AuthConfig auth,
    EventSettings events,
    RecordSettings record,
    GovernorConfig governor,
    DetectorConfig detector,
    AlertSettings alerts,
    List<CameraSettings> cameras,
    List<String> warnings) {
  /// Of all cameras' events.
  ///
  /// @param course when motion is one event, and when it is two
  public record EventSettings(EventConfig course, Keeping keeping) {
    static final EventSettings STANDARD = new EventSettings(EventConfig.STANDARD, Keeping.STANDARD);
  }

  /// Of all cameras' footage.
  ///
  /// @param place where it goes, if the file says so
  public record RecordSettings(Optional<Path> place, Limits limits, StoreConfig keep) {
    public static final RecordSettings STANDARD =
        new RecordSettings(Optional.empty(), Limits.STANDARD, StoreConfig.STANDARD);

    /// @param data folder of what the server keeps
    public Path folder(Path data) {
      return place.orElseGet(() -> data.resolve("footage"));
    }
  }

  /// One camera, and what is made of its pictures.
  ///
  /// @param name as in addresses and file names: letters, digits, `-` and `_`
  /// @param filter what is done to raw pictures before anybody sees them
  /// @param sub the smaller stream that is made of raw pictures too
  /// @param quiet how little is encoded while nothing stirs
  /// @param motion how it is found, if the file says anything of it
  /// @param objects which count, likewise
  /// @param keep of the main stream's recent past
  /// @param off when it is off by itself
  /// @param record what is recorded of it
  public record CameraSettings(
      String name,
      SourceConfig source,
      FilterConfig filter,
      Aim main,
      Optional<SubSettings> sub,
      QuietSettings quiet,
      Optional<MotionConfig> motion,
      Optional<ObjectConfig> objects,
      Stream.Bounds keep,
      WeekTimes off,
      RecordConfig record) {
    /// Whether there is a smaller stream, made here or by the camera.
    public boolean hasSub() {
      return sub.isPresent() || source.sub().isPresent();
    }
  }

  /// A smaller stream of the same pictures.
  ///
  /// @param keep of its recent past
  public record SubSettings(Scale scale, Aim aim, Stream.Bounds keep) {}

  /// With another governor.
  public Settings with(GovernorConfig other) {
    return new Settings(
        http, tls, auth, events, record, other, detector, alerts, cameras, warnings);
  }

  public Settings with(HttpConfig other) {
    return new Settings(
        other, tls, auth, events, record, governor, detector, alerts, cameras, warnings);
  }

  /// Folder of what the server keeps: accounts, certificates.
  public Path data() {
    return auth.folder();
  }

  /// The same by a settings file, whatever else may be wrong with it.
  public static Path data(Path file) {
    var root = YamlFile.read(file, new Problems(file.toString()));
    return AccessSettings.data(root, file, stateDirectory());
  }

  /// Where footage goes, likewise.
  public static Path footage(Path file) {
    var root = YamlFile.read(file, new Problems(file.toString()));
    var data = AccessSettings.data(root, file, stateDirectory());
    return RecordReading.read(root.section("record"), file).folder(data);
  }

  private static String stateDirectory() {
    return System.getenv().getOrDefault("STATE_DIRECTORY", "");
  }

  /// @throws BadConfigException with every problem found
  public static Settings read(Path file) throws BadConfigException {
    return read(file, stateDirectory());
  }

  /// @param state folder that systemd made for what a service keeps; empty without it
  static Settings read(Path file, String state) throws BadConfigException {
    var problems = new Problems(file.toString());
    var root = YamlFile.read(file, problems);
    var access = AccessSettings.read(root, file, state);
    var settings =
        new Settings(
            access.http(),
            access.tls(),
            access.auth(),
            EventReading.read(root.section("events")),
            RecordReading.read(root.section("record"), file),
            governor(root.section("governor")),
            ObjectSettings.detector(root.section("objects"), file),
            AlertSettings.read(root.section("alerts")),
            cameras(root),
            problems.warnings());
    root.rejectUnknown();
    problems.throwIfAny();
    return settings;
  }

  /// What `demo` serves.
  public static Settings demo(HttpConfig http, SourceConfig source) {
    double fps = source instanceof Demo(var format, _) ? format.fps() : 30;
    var main = new EncodeSettings(2_000_000, fps, Duration.ofSeconds(2));
    var camera =
        new CameraSettings(
            "front",
            source,
            FilterConfig.NONE,
            Aim.of(main),
            Optional.of(DEMO_SUB),
            QuietSettings.STANDARD,
            Optional.empty(),
            Optional.empty(),
            DEFAULT_KEEP,
            WeekTimes.NONE,
            RecordConfig.plain(RecordMode.CONTINUOUS));
    var nowhere = Path.of("nightjar-data"); // a demo keeps nothing
    var tls = new TlsConfig(nowhere, List.of(), Optional.empty());
    return new Settings(
        http,
        tls,
        AuthConfig.standard(nowhere),
        EventSettings.STANDARD,
        new RecordSettings(Optional.empty(), Limits.STANDARD, DEMO_KEEP),
        GovernorConfig.STANDARD,
        DetectorConfig.STANDARD,
        AlertSettings.STANDARD,
        List.of(camera),
        List.of());
  }

  private static final String SUB = "-sub"; // how a smaller stream is called in metrics and logs

  private static final StoreConfig DEMO_KEEP =
      new StoreConfig(
          200 << 20, new Free.Percent(10), Duration.ZERO, Duration.ZERO, Optional.empty());

  private static final Stream.Bounds DEFAULT_KEEP =
      new Stream.Bounds(8 << 20, Duration.ofSeconds(6));

  private static final SubSettings DEMO_SUB =
      new SubSettings(
          Scale.AUTO,
          Aim.of(new EncodeSettings(400_000, 15, Duration.ofSeconds(2))),
          new Stream.Bounds(2 << 20, Duration.ofSeconds(6)));

  private static GovernorConfig governor(Section governor) {
    boolean on = governor.take("on", Values::yesOrNo, "yes");
    var calm =
        governor.take(
            "calm", Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)), "20s");
    governor.rejectUnknown();
    return new GovernorConfig(on, calm);
  }

  private static List<CameraSettings> cameras(Section root) {
    var sections = root.sections("cameras");
    var cameras = sections.entrySet().stream().map(e -> camera(e.getKey(), e.getValue())).toList();
    for (var camera : cameras) {
      var taken = sections.get(camera.name() + SUB);
      if (taken != null && camera.hasSub()) {
        taken.problem(
            "source", "the camera needs another name: %s has a sub".formatted(camera.name()));
      }
    }
    return cameras;
  }

  private static CameraSettings camera(String name, Section camera) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,30}")) {
      camera.problem(name, "a camera's name is 1 to 31 letters, digits, '-' and '_'");
    }
    var filter = FilterSettings.read(camera);
    // The Raspberry Pi's sensor turns by half for nothing.
    boolean sensorTurns = filter.turn() == Turn.HALF;
    var source = source(camera, sensorTurns ? 180 : 0);
    if (source instanceof SourceConfig.Rpicam && sensorTurns) {
      filter = filter.with(Turn.NONE);
    }
    if (source.isCoded() && !filter.equals(FilterConfig.NONE)) {
      camera.problem(
          "source",
          "gives coded pictures, which are passed on as they are: rotation, mirror, masks and overlay are for raw ones; set them in the camera itself");
    }
    var main = EncodeReading.main(camera, source);
    var quiet = EncodeReading.quiet(camera.section("quiet"));
    var motion = MotionSettings.read(camera);
    var zones = motion.map(MotionConfig::zones).orElse(List.of()).stream().map(Zone::name).toList();
    var objects = ObjectSettings.read(camera, zones);
    var keep = keep(camera.section("keep"));
    var sub = EncodeReading.sub(camera, source, main, keep);
    var off = camera.take("off", Settings::offTimes, "never");
    boolean hasSub = sub.isPresent() || source.sub().isPresent();
    var record = RecordReading.camera(camera.section("record"), hasSub);
    camera.rejectUnknown();
    return new CameraSettings(
        name,
        source,
        filter,
        main,
        sub.map(small -> RecordReading.enough(small, record)),
        quiet,
        motion,
        objects,
        RecordReading.enough(keep, record, main.set(), source),
        off,
        record);
  }

  private static WeekTimes offTimes(String text) {
    return text.equals("never") ? WeekTimes.NONE : WeekTimes.parse(text);
  }

  private static SourceConfig source(Section camera, int rotation) {
    var kind =
        camera.require("source", Values.oneOf("demo", "file", "rpicam", "rtsp", "v4l2"), "demo");
    return switch (kind) {
      case "demo" -> demoSource(camera);
      case "rpicam" -> RpicamSettings.read(camera, rotation);
      case "v4l2" -> v4l2Source(camera);
      case "rtsp" -> RtspSettings.read(camera);
      case "file" -> new SourceConfig.VideoFile(camera.require("file", Values::path, "missing"));
      default -> throw new AssertionError(kind);
    };
  }

  private static SourceConfig demoSource(Section camera) {
    int width = camera.take("width", Values.even(Demo.LEAST_WIDTH, Demo.MOST_WIDTH), "1280");
    int height = camera.take("height", Values.even(Demo.LEAST_HEIGHT, Demo.MOST_HEIGHT), "720");
    double fps = camera.take("fps", Values.number(1, 60), "15");
    long seed = camera.take("seed", Values.whole(0, Integer.MAX_VALUE), "1");
    return new Demo(new PictureFormat(width, height, fps, Colour.SYCC), seed);
  }

  private static SourceConfig v4l2Source(Section camera) {
    var device = camera.require("device", Values::path, "/dev/video0");
    var format = camera.take("format", Values.word(V4l2Options.Format.class), "auto");
    int width = camera.take("width", Values.even(16, 3840), "1280");
    int height = camera.take("height", Values.even(16, 2160), "720");
    double fps = camera.take("fps", Values.number(1, 60), "15");
    var controls = camera.takeAll("controls", Values::signed);
    return new SourceConfig.V4l2(new V4l2Options(device, format, width, height, fps, controls));
  }

  private static Stream.Bounds keep(Section keep) {
    int bytes = keep.take("bytes", Values::bytes, "8M");
    var lasting =
        keep.take("time", Values.duration(Duration.ofSeconds(1), Duration.ofSeconds(60)), "6s");
    keep.rejectUnknown();
    return new Stream.Bounds(bytes, lasting);
  }
}
