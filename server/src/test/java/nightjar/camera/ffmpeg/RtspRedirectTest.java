package nightjar.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Login;
import nightjar.camera.RtspOptions.Transport;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A camera that sends us elsewhere, where its login must not go.
class RtspRedirectTest {
  private static final Login ADMIN = new Login("admin", "yellow-stairs");

  private static List<byte[]> units;

  @BeforeAll
  static void encode() {
    units = Openh264.encode("constrained_baseline", 320, 240, 20);
  }

  /// libavformat takes a scheme it does not know for RTSP in clear.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://localhost",
        "rtsp://127.0.0.1",
        "rtsps://127.0.0.1",
        "RTSP://127.0.0.1",
        "tcp://127.0.0.1",
        "rtp://127.0.0.1",
        "crypto+rtsp://127.0.0.1",
        "http://127.0.0.1",
        "//127.0.0.1"
      })
  void isNotFollowed(String where) throws Exception {
    try (var camera = new RtspServer(units, Behaviour.USUAL);
        var other = new RtspServer(units, Behaviour.USUAL)) {
      camera.moveTo(other.address().replace("rtsp://127.0.0.1", where));
      var options =
          new RtspOptions(
              URI.create(camera.address()), Optional.empty(), Optional.of(ADMIN), Transport.TCP);
      var e = assertThrows(IOException.class, () -> new RtspSource(options, Clock.SYSTEM));
      assertTrue(e.getMessage().startsWith(camera.address()), e::getMessage);
      assertFalse(e.toString().contains(ADMIN.password()), e::toString);
      assertTrue(camera.requests() > 0);
      assertEquals(0, other.accepted());
    }
  }

  @Test
  void whatToDoIsSaid() throws Exception {
    try (var camera = new RtspServer(units, Behaviour.USUAL)) {
      camera.moveTo("rtsp://127.0.0.1:1/other");
      var options =
          new RtspOptions(
              URI.create(camera.address()), Optional.empty(), Optional.empty(), Transport.TCP);
      var e = assertThrows(IOException.class, () -> new RtspSource(options, Clock.SYSTEM));
      assertTrue(e.getMessage().contains("redirects are not followed"), e::getMessage);
    }
  }
}
