package nightjar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;
import nightjar.alert.Alerts;
import nightjar.base.SlabPool;
import nightjar.camera.Camera;
import nightjar.camera.CameraState;
import nightjar.detect.Detector;
import nightjar.encode.Counts;
import nightjar.encode.Encoding;
import nightjar.live.Viewers;
import nightjar.metrics.Metrics;
import nightjar.record.RecordState;
import nightjar.record.Recording;
import nightjar.record.store.Store;
import nightjar.record.store.Written;
import nightjar.stream.Stream;

/// What /metrics shows. Every name is in docs/ref/metrics.md.
final class ServerMetrics {
  private ServerMetrics() {}

  static void ofProcess(Metrics metrics, SlabPool slabs, Viewers viewers) {
    var totals = viewers.totals();
    metrics.gauge("nightjar_viewers", "Live viewers now.", viewers::count);
    metrics.counter(
        "nightjar_live_fragments_total", "Pictures sent to viewers.", totals.fragments::get);
    metrics.counter("nightjar_live_bytes_total", "Bytes sent to viewers.", totals.bytes::get);
    metrics.counter(
        "nightjar_live_skipped_total",
        "Pictures viewers were too slow to be sent.",
        totals.skipped::get);
    metrics.gauge(
        "nightjar_fragment_bytes", "Off-heap bytes of fragments in use.", slabs::heldBytes);
    metrics.gauge(
        "nightjar_fragment_idle_bytes", "Off-heap bytes kept for reuse.", slabs::idleBytes);
    metrics.gauge(
        "process_resident_memory_bytes", "Resident set size.", () -> status("VmRSS:") * 1024.0);
    metrics.gauge(
        "process_resident_memory_peak_bytes",
        "Largest resident set size so far.",
        () -> status("VmHWM:") * 1024.0);
    metrics.counter(
        "process_cpu_seconds_total",
        "Processor time used by all threads.",
        () ->
            ProcessHandle.current().info().totalCpuDuration().map(d -> d.toMillis()).orElse(0L)
                / 1e3);
  }

  static void ofCamera(Metrics metrics, Camera camera) {
    var name = camera.name();
    var counts = camera.counts();
    for (var word : CameraState.WORDS) {
      metrics.gauge(
          "nightjar_camera_state",
          "1 for the state the camera is in.",
          () -> camera.state().word().equals(word) ? 1 : 0,
          "camera",
          name,
          "state",
          word);
    }
    ofCamera(metrics, "pictures", "Pictures read.", counts.pictures::get, name);
    ofCamera(
        metrics,
        "dropped",
        "Pictures read and given to nobody, because all were still held.",
        counts.dropped::get,
        name);
    ofCamera(
        metrics,
        "missed",
        "Pictures lost before they could be read, as far as the source knows.",
        counts.missed::get,
        name);
    ofCamera(
        metrics,
        "failures",
        "Times the camera broke or could not be opened.",
        counts.failures::get,
        name);
    ofCamera(
        metrics,
        "reader_stalls",
        "Times the camera's thread was more than five pictures late.",
        camera::readerStalls,
        name);
    metrics.gauge(
        "nightjar_camera_reader_stall_seconds",
        "The longest that the camera's thread was late so far.",
        () -> camera.longestReaderStall().toNanos() / 1e9,
        "camera",
        name);
  }

  private static void ofCamera(
      Metrics metrics, String what, String help, DoubleSupplier value, String camera) {
    metrics.counter("nightjar_camera_" + what + "_total", help, value, "camera", camera);
  }

  static void ofMotion(Metrics metrics, String camera, CameraMotion motion) {
    metrics.counter(
        "nightjar_motion_looks_total",
        "Pictures looked at for motion.",
        motion::looks,
        "camera",
        camera);
    metrics.counter(
        "nightjar_motion_look_seconds_total",
        "Time spent looking for motion.",
        motion::seconds,
        "camera",
        camera);
    metrics.gauge(
        "nightjar_motion_noise_levels",
        "By how much blocks change where nothing happens.",
        motion::noise,
        "camera",
        camera);
    metrics.gauge(
        "nightjar_motion_area_ratio",
        "Part of the picture that is in motion that counts.",
        motion::area,
        "camera",
        camera);
  }

  static void ofDetector(Metrics metrics, Detector detector) {
    metrics.counter(
        "nightjar_detect_looks_total",
        "Parts of pictures that the model was shown.",
        () -> detector.work().looks());
    metrics.counter(
        "nightjar_detect_look_seconds_total",
        "Time the model took to look.",
        () -> detector.work().seconds());
    metrics.counter(
        "nightjar_detect_loads_total",
        "Times that the model was loaded.",
        () -> detector.work().loads());
    metrics.gauge(
        "nightjar_detect_loaded",
        "1 while the model is in memory.",
        () -> detector.stand().loaded() ? 1 : 0);
  }

  static void ofAlerts(Metrics metrics, Alerts alerts) {
    metrics.counter(
        "nightjar_alerts_total", "Alerts kept since the start.", () -> alerts.total().kept());
    metrics.gauge(
        "nightjar_alerts_waiting",
        "Deliveries that are not taken yet, of all channels.",
        () -> alerts.total().waiting());
    metrics.gauge(
        "nightjar_alerts_dead",
        "Deliveries that will not be tried any more.",
        () -> alerts.total().dead());
    metrics.gauge(
        "nightjar_alert_channels_failing",
        "Channels that take nothing now.",
        () -> alerts.total().failing());
  }

  static void ofStore(Metrics metrics, Store store) {
    metrics.gauge("nightjar_footage_bytes", "Bytes of footage.", () -> store.health().used());
    written(metrics, store, "video", Written::video);
    written(metrics, store, "footage", Written::footage);
    written(metrics, store, "index", Written::index);
    written(metrics, store, "other", Written::other);
  }

  private static void written(
      Metrics metrics, Store store, String cause, ToLongFunction<Written> bytes) {
    metrics.counter(
        "nightjar_store_written_bytes_total",
        "Bytes given to the disk of footage, by what for.",
        () -> bytes.applyAsLong(store.written()),
        "cause",
        cause);
  }

  static void ofRecording(Metrics metrics, String name, Recording recording) {
    var counts = recording.counts();
    recorded(metrics, "files", "Files begun.", counts.files::get, name);
    recorded(metrics, "bytes", "Bytes of footage written.", counts.bytes::get, name);
    recorded(
        metrics, "seconds", "Video written, by its length.", () -> counts.micros.get() / 1e6, name);
    recorded(metrics, "lost", "Pictures to be recorded that were not.", counts.lost::get, name);
    recorded(metrics, "syncs", "Times the disk was made to keep it.", counts.syncs::get, name);
    recorded(metrics, "sync_seconds", "Time that took.", () -> counts.syncNanos.get() / 1e9, name);
    recorded(metrics, "failures", "Times the disk did not take it.", counts.failures::get, name);
    metrics.gauge(
        "nightjar_record_paused",
        "1 while it is paused, because the disk does not take it.",
        () -> recording.state() instanceof RecordState.Paused ? 1 : 0,
        "rendition",
        name);
  }

  private static void recorded(
      Metrics metrics, String what, String help, DoubleSupplier value, String rendition) {
    metrics.counter("nightjar_record_" + what + "_total", help, value, "rendition", rendition);
  }

  static void ofRendition(Metrics metrics, String name, Counts counts, Stream stream) {
    metrics.counter(
        "nightjar_encoded_pictures_total",
        "Pictures encoded.",
        counts.encoded::get,
        "rendition",
        name);
    metrics.counter(
        "nightjar_encoded_bytes_total", "Bytes encoded.", counts.bytes::get, "rendition", name);
    metrics.counter(
        "nightjar_encode_seconds_total",
        "Time spent encoding.",
        () -> counts.nanos.get() / 1e9,
        "rendition",
        name);
    metrics.counter(
        "nightjar_encode_dropped_total",
        "Pictures left out because the encoder was behind.",
        counts.dropped::get,
        "rendition",
        name);
    metrics.counter(
        "nightjar_encode_failures_total",
        "Times the encoder failed and was opened again.",
        counts.failures::get,
        "rendition",
        name);
    metrics.gauge(
        "nightjar_stream_readers", "Readers of the stream.", stream::readers, "rendition", name);
    metrics.counter(
        "nightjar_stream_gops_too_large_total",
        "GOPs given up because one alone was more than keep.bytes.",
        stream::tooLarge,
        "rendition",
        name);
    metrics.gauge(
        "nightjar_stream_bytes",
        "Bytes of recent fragments kept for readers.",
        stream::bytes,
        "rendition",
        name);
  }

  static void ofAim(Metrics metrics, String name, Encoding encoding) {
    metrics.counter(
        "nightjar_encode_skipped_total",
        "Pictures left out so that not too many bits come at once.",
        encoding.counts().skipped::get,
        "rendition",
        name);
    metrics.gauge(
        "nightjar_encode_asked_bits",
        "Bits a second the encoder is asked for.",
        () -> encoding.settings().bitrate(),
        "rendition",
        name);
    metrics.gauge(
        "nightjar_encode_asked_fps",
        "Pictures a second it is asked for at most.",
        () -> encoding.settings().fps(),
        "rendition",
        name);
  }

  static void ofQuiet(Metrics metrics, String name, Encoding encoding) {
    metrics.gauge(
        "nightjar_quiet",
        "1 while pictures come at a trickle because the scene is quiet.",
        () -> encoding.isQuiet() ? 1 : 0,
        "rendition",
        name);
    metrics.counter(
        "nightjar_quiet_left_out_total",
        "Pictures not encoded because the scene was quiet.",
        encoding::leftOut,
        "rendition",
        name);
    metrics.counter(
        "nightjar_quiet_saved_bytes_total",
        "Bytes these would have had, estimated.",
        () -> encoding.saved().bytes(),
        "rendition",
        name);
    metrics.counter(
        "nightjar_quiet_saved_encode_seconds_total",
        "Time encoding these would have taken, estimated.",
        () -> encoding.saved().cpuSeconds(),
        "rendition",
        name);
  }

  /// A line of proc(5), in kilobytes; 0 where there is none.
  private static long status(String line) {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(l -> l.startsWith(line))
          .map(l -> Long.parseLong(l.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0L);
    } catch (IOException _) {
      return 0;
    }
  }
}
