package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import nightjar.camera.ffmpeg.RtspServer;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A network camera through the whole server.
class CodedCameraTest {
  private static final Behaviour GUARDED =
      new Behaviour("H264", 25, true, true, false, "hush-hush");

  private static List<byte[]> large;
  private static List<byte[]> small;

  @BeforeAll
  static void encode() {
    large = Openh264.encode("high", 320, 240, 50);
    small = Openh264.encode("high", 160, 128, 50);
  }

  @Test
  void itsVideoIsPassedOn() throws Exception {
    try (var camera = new RtspServer(large, GUARDED);
        var server = new RunningServer(settings(camera, ""));
        var viewer = server.watch().start()) {
      var first = viewer.nextPicture();
      assertTrue(first.idr());
      for (int i = 1; i < 30; i++) {
        assertEquals(first.sequence() + i, viewer.nextPicture().sequence());
      }
      assertTrue(server.ask("GET /api/v1/cameras").body().contains("\"width\":320"));
      assertTrue(server.metric("nightjar_encoded_pictures_total") >= 30);
    }
  }

  @Test
  void itsPicturesAreDecodedWhenSomebodyWantsOne() throws Exception {
    try (var camera = new RtspServer(large, GUARDED);
        var server = new RunningServer(settings(camera, ""))) {
      expectJpeg(server, 320, 240);
      assertEquals(1, camera.accepted());
    }
  }

  @Test
  void isLookedAtForMotionAndSaysWhatThatCosts() throws Exception {
    try (var camera = new RtspServer(large, GUARDED);
        var server = new RunningServer(settings(camera, ""))) {
      Await.until(
          () -> server.metric("nightjar_motion_looks_total") > 10, () -> "nobody looks for motion");
      var motion = "GET /api/v1/cameras/front/motion";
      Await.until(
          () -> server.ask(motion).body().contains("video, decoded: "),
          () -> "what it costs is not said");
      assertTrue(server.ask(motion).body().contains("\"kind\":\"decoder\""));
    }
  }

  @Test
  void isNotDecodedWhereMotionIsOff() throws Exception {
    try (var camera = new RtspServer(large, GUARDED);
        var server = new RunningServer(settings(camera, "motion: {on: no}"));
        var viewer = server.watch().start()) {
      for (int i = 0; i < 30; i++) {
        viewer.nextPicture();
      }
      assertEquals(0, server.metric("nightjar_motion_looks_total"));
      assertTrue(server.ask("GET /api/v1/cameras/front/motion").body().contains("\"off\""));
    }
  }

  @Test
  void theSmallerStreamIsDecodedWhereThereIsOne() throws Exception {
    try (var camera = new RtspServer(large, GUARDED);
        var sub = new RtspServer(small, GUARDED);
        var server = new RunningServer(settings(camera, "sub: " + sub.address()))) {
      // Until it is there, the large one is decoded, for motion: so one picture is not enough.
      Await.until(
          () -> server.cameraMetric("pictures_total", "front-sub") > 25,
          () -> "the sub stream does not come");
      expectJpeg(server, 160, 128);
      try (var viewer = server.watch().start()) {
        viewer.text("{\"type\":\"ask\",\"rendition\":\"sub\"}");
        viewer.awaitText("\"name\":\"sub\"");
      }
    }
  }

  @Test
  void thePasswordIsNowhere() throws Exception {
    try (var camera = new RtspServer(large, GUARDED);
        var server = new RunningServer(settings(camera, ""))) {
      camera.vanish();
      Await.until(
          () -> server.ask("GET /api/v1/cameras").body().contains("\"failed\""),
          () -> "still live: " + server.said());
      var all =
          server.said()
              + server.ask("GET /api/v1/cameras").body()
              + server.ask("GET /metrics").body()
              + server.ask("GET /healthz").body();
      assertFalse(all.contains("hush"), all);
      assertTrue(all.contains(camera.address()), all);
      assertEquals(503, server.ask("GET /api/v1/cameras/front/snapshot.jpg").status());
    }
  }

  /// SOF0 of JPEG (ITU-T T.81, B.2.2) holds height and width.
  private static void expectJpeg(RunningServer server, int width, int height) throws Exception {
    var answer = server.ask("GET /api/v1/cameras/front/snapshot.jpg");
    assertEquals(200, answer.status(), answer::body);
    assertEquals("image/jpeg", answer.header("content-type"));
    var bytes = answer.bytes();
    int at = answer.body().indexOf("\u00ff\u00c0");
    assertEquals(height, (bytes[at + 5] & 255) << 8 | bytes[at + 6] & 255);
    assertEquals(width, (bytes[at + 7] & 255) << 8 | bytes[at + 8] & 255);
  }

  private static String settings(RtspServer camera, String more) {
    return """
    listen: 127.0.0.1:0
    cameras:
      front:
        source: rtsp
        url: %s
        user: admin
        password: hush-hush
        %s
    """
        .formatted(camera.address(), more);
  }
}
