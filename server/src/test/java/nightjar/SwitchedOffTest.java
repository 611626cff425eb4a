package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import nightjar.camera.ffmpeg.RtspServer;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.camera.rpicam.FakeRpicam;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left of a camera that is switched off, through the whole server: nothing.
class SwitchedOffTest {
  private static final long SOON = 1_000_000_000; // nanoseconds
  private static final String SNAPSHOT = "GET /api/v1/cameras/front/snapshot.jpg";

  @TempDir Path dir;

  @Test
  void viewersAreToldAndNothingOfBeforeIsLeft() throws Exception {
    try (var server = new RunningServer(RunningServer.SMALL);
        var watching = server.watch().start()) {
      assertTrue(watching.nextPicture().idr());
      assertEquals(200, server.ask(SNAPSHOT).status());
      server.power("front").set(false, "ana");
      assertRefused(server, "by ana");
      awaitHealth(watching, "\"state\":\"off\",\"reason\":\"by ana\"");
      try (var late = server.watch().start()) {
        awaitHealth(late, "\"state\":\"off\"");
        late.socket().setSoTimeout(1500);
        assertThrows(SocketTimeoutException.class, late::next);
      }
      assertEquals(0, server.metric("nightjar_stream_bytes"));
      var metrics = server.ask("GET /metrics").body();
      assertTrue(
          metrics.contains("nightjar_camera_state{camera=\"front\",state=\"off\"} 1"), metrics);
      long pictures = server.cameraMetric("pictures_total", "front");
      server.power("front").set(true, "ana");
      assertTrue(watching.nextPicture().idr());
      assertTrue(server.cameraMetric("pictures_total", "front") > pictures);
      awaitLive(server);
      assertEquals(200, server.ask(SNAPSHOT).status());
      server.assertSaidNothingBad();
    }
  }

  @Test
  void theChildIsGoneAndComesBack() throws Exception {
    try (var server = withChild()) {
      var child = child();
      server.power("front").set(false, "ana");
      within(SOON, () -> !child.isAlive(), "the child");
      assertRefused(server, "by ana");
      server.power("front").set(true, "ana");
      awaitLive(server);
      assertTrue(child().isAlive());
      server.assertSaidNothingBad();
    }
  }

  /// One that does not even hear that it is to end.
  @Test
  void aFrozenChildIsGoneToo() throws Exception {
    try (var server = withChild()) {
      var child = child();
      var kill = new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start();
      assertEquals(0, kill.waitFor());
      server.power("front").set(false, "ana");
      within(SOON, () -> !child.isAlive(), "the child");
    }
  }

  private RunningServer withChild() throws Exception {
    FakeRpicam.install(dir.resolve("rpicam-vid"), "nothing", dir.resolve("none"));
    var yaml =
        """
        listen: 127.0.0.1:0
        cameras:
          front: {source: rpicam, width: 320, height: 240, fps: 10}
        """;
    return new RunningServer(yaml, dir.toString());
  }

  private ProcessHandle child() throws IOException {
    for (var child : ProcessHandle.current().children().toList()) {
      var line = Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"));
      if (line.contains(dir.toString())) {
        return child;
      }
    }
    throw new AssertionError("no child");
  }

  @Test
  void bothConnectionsOfANetworkCameraAreClosed() throws Exception {
    var units = Openh264.encode("high", 320, 240, 20);
    var lesser = Openh264.encode("high", 160, 128, 20);
    try (var main = new RtspServer(units, Behaviour.USUAL);
        var sub = new RtspServer(lesser, Behaviour.USUAL);
        var server = new RunningServer(network(main, "sub: " + sub.address()));
        var watching = server.watch().start()) {
      watching.nextPicture();
      Await.until(() -> sub.connected() == 1, () -> "the sub stream is not read");
      assertEquals(200, server.ask(SNAPSHOT).status());
      server.power("front").set(false, "ana");
      within(SOON, () -> main.connected() + sub.connected() == 0, "a connection");
      assertEquals(2, main.farewells() + sub.farewells());
      assertRefused(server, "by ana");
      assertEquals(0, server.metric("nightjar_stream_bytes"));
      awaitHealth(watching, "\"state\":\"off\""); // behind what was sent before
      server.power("front").set(true, "ana");
      Await.until(() -> main.connected() == 1 && sub.connected() == 1, () -> "not opened again");
      assertTrue(watching.nextPicture().idr());
    }
  }

  /// The pause before the next try is up to half a minute; neither off nor on waits for its end.
  @Test
  void aCameraThatIsTriedAgainIsSwitchedToo() throws Exception {
    var units = Openh264.encode("high", 320, 240, 20);
    try (var camera = new RtspServer(units, Behaviour.USUAL);
        var server = new RunningServer(network(camera, ""))) {
      camera.vanish();
      Await.until(
          () -> server.cameraMetric("failures_total", "front") >= 3,
          () -> "tried: " + server.said());
      server.power("front").set(false, "ana");
      assertRefused(server, "by ana");
      long failures = server.cameraMetric("failures_total", "front");
      server.power("front").set(true, "ana");
      within(
          SOON, () -> server.cameraMetric("failures_total", "front") > failures, "the long pause");
    }
  }

  @Test
  void aRestartChangesNothing() throws Exception {
    try (var server = new RunningServer(RunningServer.SMALL, "", dir)) {
      server.power("front").set(false, "ana");
    }
    try (var server = new RunningServer(RunningServer.SMALL, "", dir)) {
      assertRefused(server, "by ana");
      assertEquals(0, server.cameraMetric("pictures_total", "front"));
      assertFalse(server.said().contains("live,"), server.said());
    }
  }

  @Test
  void aScheduleIsKeptWithoutAnybody() throws Exception {
    var yaml = RunningServer.SMALL + "    off: daily 00:00-24:00\n";
    try (var server = new RunningServer(yaml)) {
      assertRefused(server, "by its schedule");
      server.power("front").set(true, "ana");
      awaitLive(server);
    }
  }

  private static void assertRefused(RunningServer server, String reason) throws IOException {
    var answer = server.ask(SNAPSHOT);
    assertEquals(503, answer.status());
    assertTrue(answer.body().contains("the camera front is off: " + reason), answer::body);
  }

  private static void awaitLive(RunningServer server) throws Exception {
    Await.until(() -> server.ask("GET /healthz").body().contains("\"live\""), () -> server.said());
  }

  private static void awaitHealth(RawWebSocket viewer, String words) throws IOException {
    long end = System.nanoTime() + SOON;
    while (true) {
      var message = viewer.next();
      if (message.opcode() == RawWebSocket.TEXT && message.text().contains(words)) {
        assertTrue(System.nanoTime() < end, "told too late");
        return;
      }
    }
  }

  private static void within(long nanos, Await.Condition condition, String what) throws Exception {
    long end = System.nanoTime() + nanos;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, what + " is still there");
      Thread.sleep(2);
    }
  }

  private static String network(RtspServer camera, String more) {
    return """
    listen: 127.0.0.1:0
    cameras:
      front:
        source: rtsp
        url: %s
        %s
    """
        .formatted(camera.address(), more);
  }
}
