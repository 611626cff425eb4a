package nightjar;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import nightjar.container.fmp4.Ffmpeg;
import nightjar.tls.Pem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `run`, encrypted and not, and `watch` of it.
class RunTest {
  private static final String CAMERA =
      "cameras:\n  front: {source: demo, width: 320, height: 240}\n";
  private static final String INVITED =
      "Nobody has an account yet\\..*\n  [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\n(?s).*";
  private static final String HALF = "  ([0-9A-F]{2}:){15}[0-9A-F]{2}\n";

  @TempDir private Path dir;

  private Path settings(String yaml) throws IOException {
    return Files.writeString(dir.resolve("nightjar.yaml"), yaml + CAMERA);
  }

  @Test
  void saysWhereItIsAndWhatToCompareTheFirstTime() throws Exception {
    var settings = settings("listen: 127.0.0.1:0\nonboarding: 127.0.0.1:0\n").toString();
    var where =
        "Nightjar: https://127\\.0\\.0\\.1:\\d+/\n"
            + "On a new phone or computer, first: http://127\\.0\\.0\\.1:\\d+/\n";
    var authority = "This server's own authority was made just now.*\n" + HALF + HALF;
    endsAfterSaying(where + authority + INVITED, "run", "--config", settings);
    endsAfterSaying(where + INVITED, "run", "--config", settings);
  }

  @Test
  void saysLoudlyThatNothingIsEncrypted() throws Exception {
    var settings = settings("listen: 127.0.0.1:0\n").toString();
    try (var program = Program.start(dir, "run", "--insecure-http", "--config", settings)) {
      try (var http = new RawHttp(program.port())) {
        assertEquals(200, http.ask("GET /healthz").status());
      }
      program.terminate();
      var ended = program.ended();
      var loud = ended.out().lines().skip(1).limit(2).toList();
      assertTrue(loud.getFirst().startsWith("NOT ENCRYPTED"), ended::out);
      loud.forEach(line -> assertTrue(ended.err().contains("WARNING " + line), ended::err));
      assertTrue(!Files.exists(dir.resolve("nightjar-data/tls")), "nobody needs a certificate");
    }
  }

  private void endsAfterSaying(String words, String... args) throws Exception {
    try (var program = Program.start(dir, args)) {
      program.awaitWords(words);
      program.terminate();
      var ended = program.ended();
      assertTrue(ended.out().matches(words), ended::out);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proxies: 127.0.0.1                      | 78 | proxies: a reverse proxy is believed with",
        "tls: {certificate: /no.pem, key: /no}   | 69 | tls.certificate /no.pem does not exist",
        "data: /dev/null/here                    | 69 |",
      })
  void refuses(String yaml, int code, String why) throws Exception {
    var settings = settings("listen: 127.0.0.1:0\n" + yaml + "\n").toString();
    var ended = inProcess("run", "--config", settings);
    assertEquals(code, ended.code());
    assertTrue(ended.err().startsWith("nightjar: " + (why == null ? "" : why)), ended::err);
    assertEquals(1, ended.err().lines().count(), ended::err);
  }

  /// A service manager does not start again what a wrong setting ended.
  @Test
  void whatMayMendItselfIsNoWrongSetting() throws Exception {
    var yaml = settings("listen: 127.0.0.1:0\n").toString();
    var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var inTheWay = Files.createDirectory(dir.resolve("nightjar-data"), own).resolve("alerts");
    Files.writeString(inTheWay, "no folder");
    var ended = Program.run(dir, "run", "--insecure-http", "--config", yaml);
    assertEquals(74, ended.code(), ended::err);
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      for (var yaml :
          List.of(
              "listen: 127.0.0.1:0\nonboarding: 127.0.0.1:%d\n",
              "listen: 127.0.0.1:%d\nonboarding: off\n")) {
        var ended = inProcess("run", "--config", settings(yaml.formatted(port)).toString());
        assertEquals(69, ended.code());
        assertEquals(
            "nightjar: another program listens on 127.0.0.1:%d; name another port\n"
                .formatted(port),
            ended.err());
      }
    }
  }

  private static Program.Ended inProcess(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Program.Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void isWatchedByWhoTrustsIt() throws Exception {
    var yaml = GuardedServer.ENCRYPTED + CAMERA;
    try (var server = GuardedServer.encrypted(dir, yaml)) {
      var token = Keys.token(server.auth());
      var file = Files.writeString(dir.resolve("token"), token);
      var ca = Files.writeString(dir.resolve("ca.pem"), server.askPlain("GET /ca.pem").body());
      var url = "https://127.0.0.1:" + server.port() + "/";
      Await.until(
          () ->
              server
                  .ask(server.authority(), "GET /healthz\n" + Keys.bearer(token))
                  .body()
                  .contains("\"live\""),
          () -> "no camera is live");
      var mp4 = dir.resolve("out.mp4");
      try (var watch =
          Program.start(
              dir,
              mp4,
              "watch",
              url,
              "--seconds",
              "2",
              "--ca",
              ca.toString(),
              "--token-file",
              file.toString())) {
        var ended = watch.ended();
        assertEquals("0 ", ended.code() + " " + ended.err());
      }
      assertTrue(Ffmpeg.play(mp4).size() >= 15);
      var untrusted = Program.run(dir, "watch", url);
      assertEquals(74, untrusted.code());
      assertEquals(
          "nightjar: "
              + url
              + " is not trusted: nobody known here vouches for it. A Nightjar's own authority is at"
              + " its onboarding address, /ca.pem: use --ca\n",
          untrusted.err());
      var live = url.replace("https", "wss") + "api/v1/cameras/front/live";
      Pem.write(dir.resolve("o"), dir.resolve("o.pem"), dir.resolve("o.key"));
      var other = Program.run(dir, "watch", live, "--ca", dir.resolve("o.pem").toString());
      assertTrue(other.err().contains(" is not trusted: "), other::err);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | token    | does not know this token (401); it may have expired",
        "401 |          | wants to know who is asking (401): use --token-file",
        "403 | token    | does not let this token see the camera (403)",
        "500 | token    | answers 500",
      })
  void saysWhyItMayNotWatch(int status, String token, String why) throws Exception {
    try (var server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      var asked = CompletableFuture.supplyAsync(() -> answer(server, status));
      var url = "http://127.0.0.1:" + server.getLocalPort() + "/";
      var file = Files.writeString(dir.resolve("token"), "njt_abc\n").toString();
      var ended =
          token == null
              ? Program.run(dir, "watch", url)
              : Program.run(dir, "watch", url, "--token-file", file);
      assertEquals(74, ended.code());
      assertTrue(ended.err().endsWith(" " + why + "\n"), ended::err);
      assertEquals(token != null, asked.join().contains("Authorization: Bearer njt_abc\r\n"));
    }
  }

  private static String answer(ServerSocket server, int status) {
    try (var socket = server.accept()) {
      var request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        request.append((char) socket.getInputStream().read());
      }
      var answer = "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      return request.toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "watch https://localhost:1/ --ca /no.pem         | 74 | --ca /no.pem does not exist",
        "watch https://localhost:1/ --ca pom.xml         | 74 | --ca pom.xml is no certificate in PEM",
        "watch https://localhost:1/ --token-file /no     | 66 | --token-file /no is not a file of text",
        "watch https://localhost:1/ --token-file pom.xml | 66 | --token-file pom.xml holds no token",
        "watch http://nightjar.lan/ --token-file pom.xml | 64 | a token is sent encrypted only: use",
        "watch http://127.evil.io/ --token-file pom.xml  | 64 | a token is sent encrypted only: use",
      })
  void refusesToWatch(String args, int code, String why) throws Exception {
    var ended = Program.run(dir, args.split(" "));
    assertEquals(code, ended.code());
    assertTrue(ended.err().startsWith("nightjar: " + why), ended::err);
  }
}
