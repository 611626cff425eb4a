package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import nightjar.base.Clock;
import nightjar.camera.SourceConfig;
import nightjar.config.Settings;
import nightjar.http.HttpConfig;
import nightjar.http.MotionDesk;
import nightjar.motion.MotionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The governor among those it reads and slows down.
class GovernorRigTest {
  @TempDir private Path root;

  private void write(String file, String text) throws IOException {
    var path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /// What the machine shows is in the answer, what it does not show is null, and the answer is as
  /// docs/ref/openapi.yaml says.
  @Test
  void healthSaysWhatTheMachineShows() throws Exception {
    write("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0");
    write("proc/meminfo", "MemAvailable: 180224 kB\nCmaTotal: 65536 kB\nCmaFree: 20480 kB\n");
    write("sys/class/thermal/thermal_zone0/temp", "52078\n");
    write("sys/devices/platform/soc/soc:firmware/get_throttled", "50000\n");
    var config = new HttpConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    var settings = Settings.demo(config, SourceConfig.Demo.STANDARD);
    try (var server = new Server(settings, Mode.demo(settings), Clock.SYSTEM, root, "")) {
      server.start();
      Await.until(() -> health(server).contains("52.078"), () -> "not read");
      var said = health(server);
      for (var part :
          List.of(
              "\"level\":0,\"word\":\"full\",\"line\":\"\"",
              "\"sheds\":[]",
              "\"cpu\":null",
              "\"slowed\":false,\"undervolted\":false",
              "\"pressure\":{\"cpu\":null,\"memory\":null,\"io\":null}",
              "\"memoryFree\":184549376,\"cmaFree\":20971520",
              "\"wifi\":null",
              "\"temperature\":80.0")) {
        assertTrue(said.contains(part), () -> part + " in " + said);
      }
      assertTrue(server.metrics().text().contains("nightjar_machine_temperature_celsius 52.078"));
    }
  }

  private static String health(Server server) throws IOException {
    try (var http = new RawHttp(server.address().getPort())) {
      var answer = http.ask("GET /api/v1/health");
      assertEquals(List.of(), OpenApi.read().operation("getMachine").problems(answer));
      return answer.body();
    }
  }

  /// However little is left: what guards a quiet scene wakes in time.
  @ParameterizedTest
  @CsvSource({"10, 1, 10", "10, 0.5, 5", "5, 0.5, 3", "4, 0.1, 3", "2, 0.5, 2", "10, 0, 3"})
  void motionIsLookedForLessOftenButNotSeldom(double set, double part, double fps) {
    var standard = MotionConfig.STANDARD;
    var config =
        new MotionConfig(
            true,
            standard.sensitivity(),
            standard.minSize(),
            Duration.ZERO,
            set,
            List.of(),
            standard.expert());
    var motions = Map.of("front", config);
    var settings =
        Settings.demo(new HttpConfig(new InetSocketAddress(0), 1), SourceConfig.Demo.STANDARD);
    try (var rig =
        new MotionRig(List.of("front"), motions, settings.events(), root, Clock.SYSTEM)) {
      var motion =
          new CameraMotion(
              rig.settings("front"),
              rig.recorder("front"),
              () -> new MotionDesk.Source("raw", ""),
              () -> new MotionDesk.Saved(0, 0, 0),
              Clock.SYSTEM);
      rig.attach("front", motion);
      rig.spare(part);
      assertEquals(fps, motion.fps());
      motion.set(config); // changed on the page meanwhile
      assertEquals(fps, motion.fps());
      rig.spare(1);
      assertEquals(set, motion.fps());
    }
  }
}
