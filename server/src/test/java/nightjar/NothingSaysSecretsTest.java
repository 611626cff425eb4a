package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.camera.RtspOptions;
import nightjar.camera.RtspOptions.Login;
import nightjar.camera.RtspOptions.Transport;
import nightjar.camera.ffmpeg.RtspServer;
import nightjar.camera.ffmpeg.RtspServer.Behaviour;
import nightjar.camera.ffmpeg.RtspSource;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import nightjar.container.fmp4.Openh264;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A camera's user and password stand in no line, answer, or exception, whatever goes wrong.
class NothingSaysSecretsTest {
  private static final String USER = "admin";
  private static final String PASSWORD = "Zebra7/%@ quagga";
  private static final List<String> MARKS = List.of("zebra7", "quagga", "admin");

  private static List<byte[]> units;

  @TempDir Path dir;

  @BeforeAll
  static void encode() {
    units = Openh264.encode("high", 320, 240, 20);
  }

  /// In a process of its own, for libraries write past System.err.
  ///
  /// @param known what the camera's own password is
  @ParameterizedTest
  @ValueSource(strings = {PASSWORD, "another"})
  void theServerSaysNone(String known) throws Exception {
    var guarded = new Behaviour("H264", 25, true, true, false, known);
    boolean letIn = known.equals(PASSWORD);
    var key = Keys.bearer(Keys.token(dir.resolve("nightjar-data")));
    try (var camera = new RtspServer(units, guarded);
        var sub = new RtspServer(units, guarded);
        var program =
            Program.start(
                dir, "run", "--insecure-http", "--config", settings(camera, sub).toString())) {
      int port = program.port();
      Await.until(
          () -> ask(port, "/healthz", key).contains(letIn ? "\"live\"" : "\"failed\""),
          program::toString);
      var all = new ArrayList<String>();
      askAll(port, key, all);
      camera.vanish();
      Await.until(() -> ask(port, "/healthz", key).contains("\"failed\""), program::toString);
      askAll(port, key, all);
      program.terminate();
      var ended = program.ended();
      all.addAll(List.of(ended.out(), ended.err()));
      assertTrue(ended.err().contains(camera.address()), ended::err); // it does speak of it
      assertSaysNone(String.join("\n", all));
    }
  }

  private static void askAll(int port, String key, List<String> answers) throws Exception {
    for (var path :
        List.of(
            "/healthz",
            "/metrics",
            "/api/v1/server",
            "/api/v1/cameras",
            "/api/v1/cameras/front/snapshot.jpg",
            "/api/v1/cameras/front/live",
            "/")) {
      answers.add(ask(port, path, key));
    }
    try (var viewer = RawWebSocket.openWith(port, "front", key)) {
      answers.add(viewer.next().text() + viewer.next().text());
    }
  }

  private static String ask(int port, String path, String key) throws IOException {
    try (var http = new RawHttp(port)) {
      var answer = http.ask("GET " + path + "\n" + key);
      return "image/jpeg".equals(answer.header("content-type")) ? "" : answer.body();
    }
  }

  @Test
  void noExceptionHoldsOne() throws Exception {
    var guarded = new Behaviour("H264", 25, true, true, false, "another");
    var h265 = new Behaviour("H265", 25, true, true, false, PASSWORD);
    for (var behaviour : List.of(guarded, h265)) {
      try (var camera = new RtspServer(units, behaviour)) {
        var options =
            new RtspOptions(
                URI.create(camera.address()),
                Optional.empty(),
                Optional.of(new Login(USER, PASSWORD)),
                Transport.TCP);
        var e =
            assertThrows(IOException.class, () -> new RtspSource(options, Clock.SYSTEM).close());
        assertSaysNone(trace(e) + options + options.login());
      }
    }
  }

  /// Wrong in every way, so that all of it is complained about.
  @Test
  void noComplaintHoldsOne() throws IOException {
    for (var line :
        List.of(
            "url: \"rtsp://%s:%s@10.0.0.9/\"".formatted(USER, PASSWORD),
            "url: \"%s:%s@10.0.0.9\"".formatted(USER, PASSWORD),
            "password: [%s]".formatted(quoted()),
            "password: {text: %s}".formatted(quoted()),
            "password: {%s: x}".formatted(quoted()),
            "password: %s\n    password: %s".formatted(quoted(), quoted()))) {
      var yaml = "cameras:\n  front:\n    source: rtsp\n    " + line + "\n    user: ''\n";
      var file = Files.writeString(dir.resolve("wrong.yaml"), yaml);
      var e = assertThrows(BadConfigException.class, () -> Settings.read(file));
      assertSaysNone(trace(e));
      var out = new ByteArrayOutputStream();
      var both = new PrintStream(out, true, UTF_8);
      assertEquals(78, Main.run(List.of("check", "--config", file.toString()), both, both));
      assertSaysNone(out.toString(UTF_8));
    }
  }

  @Test
  void checkWarnsOfTheFileAndSaysNone() throws Exception {
    try (var camera = new RtspServer(units, Behaviour.USUAL)) {
      var file = settings(camera, camera);
      var out = new ByteArrayOutputStream();
      var both = new PrintStream(out, true, UTF_8);
      assertEquals(0, Main.run(List.of("check", "--config", file.toString()), both, both));
      var said = out.toString(UTF_8);
      assertTrue(said.startsWith("warning: " + file + ":8: "), said);
      assertTrue(said.contains("chmod 600 " + file), said);
      assertSaysNone(said);
    }
  }

  private Path settings(RtspServer camera, RtspServer sub) throws IOException {
    return Files.writeString(
        dir.resolve("nightjar.yaml"),
        """
        listen: 127.0.0.1:0
        cameras:
          front:
            source: rtsp
            url: %s
            sub: %s
            user: %s
            password: %s
        """
            .formatted(camera.address(), sub.address(), USER, quoted()));
  }

  private static String quoted() {
    return "\"" + PASSWORD + "\"";
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private void assertSaysNone(String said) {
    var lower =
        said.replace(dir.toString(), "").toLowerCase(Locale.ROOT).replace("administrator", "");
    var marks = new ArrayList<>(MARKS);
    marks.add(URLEncoder.encode(PASSWORD, UTF_8));
    marks.add(Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8)));
    for (var mark : marks) {
      int at = lower.indexOf(mark.toLowerCase(Locale.ROOT));
      assertEquals(-1, at, () -> mark + ": ..." + said.substring(Math.max(0, at - 200)));
    }
  }
}
