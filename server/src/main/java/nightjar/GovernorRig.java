package nightjar;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Clock;
import nightjar.camera.SourceConfig;
import nightjar.config.Settings;
import nightjar.config.Settings.CameraSettings;
import nightjar.encode.EncodeSettings;
import nightjar.governor.Governor;
import nightjar.governor.Machine;
import nightjar.governor.Pace;
import nightjar.governor.Shed;
import nightjar.governor.Standing;
import nightjar.governor.Step;
import nightjar.governor.WirelessRate;
import nightjar.governor.Words;
import nightjar.metrics.Metrics;

/// Where the governor meets what it reads and what it slows down.
///
///     /proc, /sys ──▶ governor ──▶ objects, motion: looked for less often
///     records' syncs ──▶ │    └──▶ whoever asks what is shed
final class GovernorRig implements AutoCloseable {
  private final WirelessRate wireless = new WirelessRate();
  private final Governor governor;

  /// @param root of the file system in which the machine shows itself
  GovernorRig(
      Settings settings,
      Path root,
      RecordRig records,
      MotionRig motion,
      DetectorRig detector,
      Clock clock,
      Metrics metrics) {
    var machine =
        new Machine(
            root,
            Runtime.getRuntime().availableProcessors(),
            clock::ticks,
            records::syncs,
            wireless::of);
    this.governor =
        new Governor(
            machine,
            Pace.of(settings.governor().calm()),
            settings.governor().on() ? ladder(settings, detector) : Set.of(),
            new Words(rates(settings), subRates(settings)),
            clock,
            shed -> {
              motion.spare(shed.motion());
              detector.spare(shed.detection());
            });
    GovernorMetrics.of(metrics, governor::standing);
  }

  private static Set<Step> ladder(Settings settings, DetectorRig detector) {
    return Step.ladder(
        detector.isThere(), true, !rates(settings).isEmpty(), !subRates(settings).isEmpty());
  }

  /// Pictures a second of what is encoded here.
  private static List<Double> rates(Settings settings) {
    return settings.cameras().stream()
        .filter(camera -> !camera.source().isCoded())
        .map(camera -> rate(camera, camera.main().set()))
        .toList();
  }

  private static List<Double> subRates(Settings settings) {
    return settings.cameras().stream()
        .flatMap(camera -> camera.sub().map(sub -> rate(camera, sub.aim().set())).stream())
        .toList();
  }

  /// As set, or as the camera has them where that is fewer.
  private static double rate(CameraSettings camera, EncodeSettings set) {
    return rate(camera.source()).map(of -> Math.min(of, set.fps())).orElse(set.fps());
  }

  private static Optional<Double> rate(SourceConfig source) {
    return switch (source) {
      case SourceConfig.Demo(var format, _) -> Optional.of(format.fps());
      case SourceConfig.Rpicam(var options) -> Optional.of(options.fps());
      case SourceConfig.V4l2(var options) -> Optional.of(options.fps());
      case SourceConfig.VideoFile _, SourceConfig.Rtsp _ -> Optional.empty();
    };
  }

  void start() {
    governor.start();
  }

  Standing standing() {
    return governor.standing();
  }

  Shed shed() {
    return standing().shed();
  }

  /// Why pictures are worse than set; empty when they are not.
  String line() {
    return standing().line();
  }

  @Override
  public void close() {
    governor.close();
    wireless.close();
  }
}
