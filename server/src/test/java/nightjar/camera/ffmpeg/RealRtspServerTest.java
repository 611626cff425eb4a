package nightjar.camera.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against a server that is not ours: GStreamer's, where Debian's packages for it are installed.
class RealRtspServerTest {
  private static final String PACKAGES =
      "skipped: needs Debian's packages python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base"
          + " gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly";

  private static Process server;
  private static String address;

  @BeforeAll
  static void start() throws IOException {
    try {
      server =
          new ProcessBuilder("/usr/bin/python3", "src/test/python/rtsp_server.py")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      assumeTrue(false, PACKAGES);
    }
    var port = server.inputReader().readLine();
    assumeTrue(port != null, PACKAGES);
    address = "rtsp://127.0.0.1:" + port;
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.destroyForcibly().onExit().join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void picturesComeAtTheirPace(Transport transport) throws Exception {
    try (var source = open("/h264", transport)) {
      assertEquals(640, source.format().width());
      assertEquals(360, source.format().height());
      assertEquals(15, source.format().fps());
      int idrs = 0;
      source.next(); // its time is not said yet
      long before = source.next().ticks();
      for (int i = 0; i < 45; i++) {
        var picture = source.next();
        assertTrue(picture.ticks() > before, "picture " + i);
        before = picture.ticks();
        idrs += picture.idr() ? 1 : 0;
      }
      assertEquals(3, idrs);
    }
  }

  @Test
  void h265IsRefused() {
    var e = assertThrows(IOException.class, () -> open("/h265", Transport.TCP));
    assertTrue(String.valueOf(e.getMessage()).contains(" sends H.265, which"), e::getMessage);
  }

  @Test
  void whatIsNotThereIsSaid() {
    var e = assertThrows(IOException.class, () -> open("/nothing", Transport.TCP));
    assertTrue(String.valueOf(e.getMessage()).startsWith(address + "/nothing: "), e::getMessage);
  }

  private static RtspSource open(String path, Transport transport) throws Exception {
    return new RtspSource(
        new RtspOptions(URI.create(address + path), Optional.empty(), Optional.empty(), transport),
        Clock.SYSTEM);
  }
}
