package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightjar.container.fmp4.Ffmpeg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The program from its command line to its exit code.
class ProgramTest {
  private static final String NO_SUCH = "/nowhere/clip.mp4";

  @TempDir private Path dir;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fly                     | 64 | there is no command \"fly\"",
        "''                      | 64 | there is no command \"\"",
        "demo --prot 1           | 64 | there is no option --prot here",
        "demo --port             | 64 | --port needs a value",
        "demo --port x           | 64 | --port must be a whole number up to 65535: x",
        "demo --port 65536       | 64 | --port must be a whole number up to 65535: 65536",
        "demo now                | 64 | not understood: now",
        "demo --source "
            + NO_SUCH
            + " | 66 | --source "
            + NO_SUCH
            + " is not a file that can be read",
        "demo --source pom.xml   | 66 | --source pom.xml: Invalid data found when processing input",
        "demo --size 640         | 64 | --size must be two even numbers from 160x120 to 3840x2160,"
            + " such as 640x360: 640",
        "demo --size 641x360     | 64 | --size must be two even numbers from 160x120 to 3840x2160,"
            + " such as 640x360: 641x360",
        "demo --size 640x2162    | 64 | --size must be two even numbers from 160x120 to 3840x2160,"
            + " such as 640x360: 640x2162",
        "demo --size 640x360 --source pom.xml | 64 | --size is of the made-up camera: a video file"
            + " has its own",
        "watch                   | 64 | watch needs one address, such as http://127.0.0.1:8080/",
        "watch here              | 64 | not an address such as http://127.0.0.1:8080/: here",
        "watch ftp://localhost/  | 64 | not an address such as http://127.0.0.1:8080/:"
            + " ftp://localhost/",
        "watch http://a_b/       | 64 | not an address such as http://127.0.0.1:8080/: http://a_b/",
        "watch http://a:65536/   | 64 | not an address such as http://127.0.0.1:8080/:"
            + " http://a:65536/",
        "check --config /nowhere | 78 | /nowhere: does not exist; docs/ref/config.md shows one",
        "run --config /nowhere   | 78 | /nowhere: does not exist; docs/ref/config.md shows one",
      })
  void refuses(String args, int code, String reason) {
    var ended = inProcess(args.isEmpty() ? List.of() : List.of(args.split(" ")));
    assertEquals(code, ended.code());
    assertEquals("nightjar: " + reason, ended.err().lines().findFirst().orElse(""));
    assertTrue(code == Exit.USAGE || ended.err().lines().count() == 1, ended::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo --source", "check --config", "run --config"})
  void refusesWhatCanBeNoFilesName(String options) {
    var args = Stream.concat(Stream.of(options.split(" ")), Stream.of("a\0b")).toList();
    var ended = inProcess(args);
    assertEquals(66, ended.code());
    assertTrue(ended.err().contains("cannot be a file's name here"), ended::err);
  }

  // Not for `watch`, which closes the standard output it shares with the test.
  private static Program.Ended inProcess(List<String> args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code = Main.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Program.Ended(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void endsWithItsExitCode() throws Exception {
    var ended = Program.run(dir, "demo", "--source", NO_SUCH);
    assertEquals(66, ended.code());
    assertEquals(
        "nightjar: --source " + NO_SUCH + " is not a file that can be read\n", ended.err());
    assertEquals("", ended.out());
  }

  @Test
  void watchesNothingWhereNobodyListens() throws Exception {
    var ended = Program.run(dir, "watch", "http://127.0.0.1:1/");
    assertEquals(74, ended.code());
    assertEquals("nightjar: http://127.0.0.1:1/ cannot be reached\n", ended.err());
  }

  @Test
  void watchesNoCameraWithASpaceInItsName() throws Exception {
    try (var server = new RunningServer(RunningServer.SMALL)) {
      var ended = Program.run(dir, "watch", "http://127.0.0.1:" + server.port() + "/#/a%20b");
      assertEquals(74, ended.code());
      assertTrue(ended.err().endsWith("/api/v1/cameras/a%20b/live answers 404\n"), ended::err);
    }
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      var ended = Program.run(dir, "demo", "--port", "" + port);
      assertEquals(69, ended.code());
      assertEquals(
          "nightjar: another program listens on 127.0.0.1:%d; name another port".formatted(port),
          ended.err().lines().toList().getLast());
    }
  }

  @Test
  void checksTheModelThatSettingsName() throws IOException {
    assumeTrue(
        Files.isDirectory(Path.of(System.getProperty("nightjar.natives", "none"))),
        "TensorFlow Lite was not fetched");
    Files.writeString(dir.resolve("own.txt"), "person\n");
    Files.write(dir.resolve("own.tflite"), new byte[100]);
    var settings =
        Files.writeString(
            dir.resolve("model.yaml"),
            RunningServer.SMALL + "objects: {model: own.tflite, labels: own.txt}\n");
    var ended = inProcess(List.of("check", "--config", settings.toString()));
    assertEquals(78, ended.code());
    assertEquals(
        "nightjar: %s: objects.model: own.tflite: it is not a TensorFlow Lite model: The model is not a valid Flatbuffer buffer\n"
            .formatted(settings),
        ended.err());
  }

  @Test
  void checksTheSettings() throws IOException {
    var bad =
        Files.writeString(
            dir.resolve("bad.yaml"),
            """
            listen: everywhere
            cameras:
              front:
                source: demo
                widht: 320
            """);
    var ended = inProcess(List.of("check", "--config", bad.toString()));
    assertEquals(78, ended.code());
    var lines = ended.err().lines().toList();
    assertEquals(2, lines.size(), ended::err);
    assertTrue(ended.err().contains(bad + ":1: listen"), ended::err);
    assertTrue(ended.err().contains(bad + ":5: cameras.front.widht"), ended::err);
    var good = Files.writeString(dir.resolve("good.yaml"), RunningServer.SMALL);
    var fine = inProcess(List.of("check", "--config", good.toString()));
    assertEquals(good + " is right: 1 camera\n", fine.out());
  }

  @Test
  void saysGoodbyeWhenTerminated() throws Exception {
    try (var program = Program.start(dir, "demo", "--port", "0")) {
      int port = program.port();
      assertEquals(200, health(port));
      try (var playing = RawWebSocket.open(port);
          var pausing = RawWebSocket.open(port);
          var silent = RawWebSocket.open(port)) {
        assertTrue(playing.start().nextPicture().idr());
        pausing.start().text("{\"type\":\"pause\"}");
        program.terminate();
        for (var viewer : List.of(playing, pausing, silent)) {
          assertEquals("\"bye\" 1001", farewell(viewer));
        }
        assertTrue(program.endsWithin(2_000));
        assertEquals(143, program.ended().code()); // 128 and SIGTERM
        assertFalse(program.complaints().contains("\tat "), program.complaints());
      }
    }
  }

  private static int health(int port) throws IOException {
    try (var http = new RawHttp(port)) {
      return http.ask("GET /healthz").status();
    }
  }

  private static String farewell(RawWebSocket viewer) throws IOException {
    String last = "";
    while (true) {
      var message = viewer.next();
      if (message.opcode() == RawWebSocket.CLOSE) {
        return last + " " + message.closeCode();
      }
      last = message.text().replaceAll("(?s).*\"type\":(\"\\w+\").*", "$1");
    }
  }

  @Test
  void wantsNoHugePages() throws Exception {
    try (var program = Program.start(dir, "demo", "--port", "0")) {
      assertEquals(200, health(program.port()));
      assertTrue(program.status().contains("THP_enabled:\t0"), () -> "the kernel may give some");
    }
  }

  @Test
  void watchesIntoAFileThatPlays() throws Exception {
    var mp4 = dir.resolve("out.mp4");
    try (var server = new RunningServer(RunningServer.SMALL);
        var watch = Program.start(dir, mp4, "watch", url(server), "--seconds", "3")) {
      var ended = watch.ended();
      assertEquals("0 ", ended.code() + " " + ended.err());
    }
    var pictures = Ffmpeg.play(mp4);
    assertTrue(pictures.size() >= 30 && pictures.size() <= 46 + 30, () -> "" + pictures.size());
    assertTrue(pictures.stream().allMatch(p -> p.width() == 320 && p.height() == 240));
    var times = new ArrayList<>(pictures.stream().map(p -> p.pts()).toList());
    assertEquals(times.stream().sorted().distinct().toList(), times);
    var steps =
        IntStream.range(1, times.size())
            .mapToObj(i -> times.get(i) - times.get(i - 1))
            .sorted()
            .toList();
    assertEquals(6_000.0, steps.get(steps.size() / 2), 600); // 15 a second, but for a busy machine
  }

  @Test
  void saysWhenTheDiskIsFull() throws Exception {
    try (var server = new RunningServer(RunningServer.SMALL);
        var watch = Program.start(dir, Path.of("/dev/full"), "watch", url(server))) {
      var ended = watch.ended();
      assertEquals(74, ended.code());
      assertEquals("nightjar: No space left on device\n", ended.err());
    }
  }

  private static String url(RunningServer server) {
    return "http://127.0.0.1:" + server.port() + "/";
  }
}
