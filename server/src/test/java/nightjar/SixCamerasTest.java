package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nightjar.camera.ffmpeg.RtspServer;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.camera.rpicam.FakeRpicam;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Six cameras in one server, broken one after the other: each comes back, the others lose nothing,
/// and nothing is left over.
///
/// How late pictures come is not looked at: on a busy machine that says nothing. `./nightjar bench
/// cameras` does, for longer, and by chance.
class SixCamerasTest {
  private static final Behaviour USUAL = new Behaviour("H264", 10, true, true, false, "");
  private static final List<String> VIEWED =
      List.of("demo", "file", "raw", "coded", "network", "double");
  private static final List<String> COUNTERS =
      List.of("failures_total", "missed_total", "dropped_total");

  private static List<byte[]> units;

  @TempDir private Path dir;
  private RtspServer network;
  private RtspServer large;
  private RtspServer small;
  private RunningServer server;
  private final Map<String, Onlooker> onlookers = new LinkedHashMap<>();

  @BeforeAll
  static void encode() {
    units = Openh264.encode("high", 320, 240, 30);
  }

  @BeforeEach
  void start() throws Exception {
    network = new RtspServer(units, USUAL);
    large = new RtspServer(units, USUAL);
    small = new RtspServer(Openh264.encode("high", 160, 128, 30), USUAL);
    FakeRpicam.install(dir.resolve("rpicam-vid"), "nothing", writeUnits());
    fill();
    server = new RunningServer(settings(), dir.toString());
    for (var camera : VIEWED) {
      onlookers.put(camera, new Onlooker(server, camera));
    }
  }

  @AfterEach
  void end() throws Exception {
    for (var onlooker : onlookers.values()) {
      onlooker.leave();
    }
    server.close();
    for (var camera : List.of(network, large, small)) {
      camera.close();
    }
  }

  @Test
  void oneThatBreaksCostsTheOthersNothing() throws Exception {
    awaitPictures(30); // what is kept for viewers has filled up
    var before = twiceTheBytes(server.held());
    breakOne("raw", () -> child("yuv420").destroyForcibly(), () -> {});
    breakOne("coded", () -> child("h264").destroyForcibly(), () -> {});
    breakOne("network", network::drop, () -> {});
    breakOne("double", large::drop, () -> {});
    breakOne("double-sub", () -> small.stall(true), () -> small.stall(false));
    breakOne("file", () -> Files.write(file(), new byte[0]), this::fill);
    breakOne("raw", () -> freeze(child("yuv420")), () -> {});
    server.awaitNoMoreThan(before);
    assertEquals(2, ProcessHandle.current().children().filter(ProcessHandle::isAlive).count());
    server.assertSaidNothingBad();
  }

  private interface Act {
    void run() throws Exception;
  }

  /// @param mend done once the server has noticed
  private void breakOne(String broken, Act act, Act mend) throws Exception {
    var lost = lost();
    var counted = counters(broken);
    long failures = server.cameraMetric("failures_total", broken);
    act.run();
    Await.until(
        () -> server.cameraMetric("failures_total", broken) > failures,
        () -> broken + " does not fail: " + server.said());
    mend.run();
    long pictures = server.cameraMetric("pictures_total", broken);
    Await.until(
        () -> isLive(broken) && server.cameraMetric("pictures_total", broken) > pictures + 5,
        () -> broken + " is not live again: " + server.said());
    awaitPictures(5);
    lost.remove(broken);
    lost.forEach((camera, n) -> assertEquals(n, onlookers.get(camera).lost(), camera + " lost"));
    assertEquals(counted, counters(broken), broken + " broke");
  }

  /// Of each that can be seen.
  private void awaitPictures(int more) throws Exception {
    var enough = new LinkedHashMap<Onlooker, Long>();
    onlookers.values().forEach(onlooker -> enough.put(onlooker, onlooker.pictures() + more));
    for (var onlooker : onlookers.values()) {
      Await.until(
          () -> onlooker.pictures() >= enough.get(onlooker) && onlooker.isWatching(),
          () -> onlookers + ": one sees nothing; " + server.said());
    }
  }

  private Map<String, Long> lost() {
    var lost = new LinkedHashMap<String, Long>();
    onlookers.forEach((camera, onlooker) -> lost.put(camera, onlooker.lost()));
    return lost;
  }

  /// What all but one have counted.
  private Map<String, Long> counters(String but) throws IOException {
    var counted = new LinkedHashMap<String, Long>();
    for (var camera : List.of("demo", "file", "raw", "coded", "network", "double", "double-sub")) {
      for (var name : COUNTERS) {
        if (!camera.equals(but)) {
          counted.put(camera + " " + name, server.cameraMetric(name, camera));
        }
      }
    }
    return counted;
  }

  private boolean isLive(String camera) throws IOException {
    return server
        .ask("GET /metrics")
        .body()
        .contains("nightjar_camera_state{camera=\"" + camera + "\",state=\"live\"} 1");
  }

  /// What is kept for viewers is a GOP more or less.
  private static RunningServer.Held twiceTheBytes(RunningServer.Held held) {
    return new RunningServer.Held(held.files(), held.threads(), held.viewers(), 2 * held.bytes());
  }

  private static ProcessHandle child(String codec) throws IOException {
    for (var child : ProcessHandle.current().children().toList()) {
      var command = Path.of("/proc", Long.toString(child.pid()), "cmdline");
      if (Files.readString(command).contains("\0--codec\0" + codec + "\0")) {
        return child;
      }
    }
    throw new AssertionError("no child makes " + codec);
  }

  private static void freeze(ProcessHandle child) throws Exception {
    var kill = new ProcessBuilder("sh", "-c", "kill -STOP " + child.pid()).start();
    assertEquals(0, kill.waitFor());
    assertTrue(child.isAlive());
  }

  private Path file() {
    return dir.resolve("clip.h264");
  }

  private void fill() throws IOException {
    var bytes = new ByteArrayOutputStream();
    units.forEach(bytes::writeBytes);
    Files.write(file(), bytes.toByteArray());
  }

  private Path writeUnits() throws IOException {
    var file = dir.resolve("units");
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      for (var unit : units) {
        out.writeInt(unit.length);
        out.write(unit);
      }
    }
    return file;
  }

  private String settings() {
    return """
    listen: 127.0.0.1:0
    cameras:
      demo: {source: demo, width: 320, height: 240, fps: 10, MAIN, KEEP}
      file: {source: file, file: "%s", MAIN, KEEP}
      raw: {source: rpicam, width: 320, height: 240, fps: 10, MAIN, KEEP}
      coded: {source: rpicam, width: 320, height: 240, fps: 10, codec: h264, KEEP}
      network: {source: rtsp, url: "%s", KEEP}
      double: {source: rtsp, url: "%s", sub: "%s", KEEP}
    """
        .replace("MAIN", "main: {gop: 1s}")
        .replace("KEEP", "keep: {time: 1s}, record: {mode: off}")
        .formatted(file(), network.address(), large.address(), small.address());
  }
}
