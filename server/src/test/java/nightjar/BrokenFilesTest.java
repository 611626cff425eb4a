package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import nightjar.base.FakeClock;
import nightjar.camera.ffmpeg.FileSource;
import nightjar.json.JsonObject;
import nightjar.media.PicturePool;
import nightjar.watch.Watch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files cut short, damaged or of something else altogether: each plays or says what is wrong with
/// it, and none brings the program down.
class BrokenFilesTest {
  private static final int OPENINGS = 20;
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @TempDir private static Path dir;
  private static final Map<String, Path> files = new TreeMap<>();

  @BeforeAll
  static void breakFiles() throws Exception {
    var clip = dir.resolve("clip.mp4");
    try (var server = new RunningServer(RunningServer.SMALL);
        var to = FileChannel.open(clip, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      new Watch().run(URI.create("http://127.0.0.1:" + server.port()), 2, to);
    }
    files.put("whole", clip);
    var random = new Random(SEED);
    var bytes = Files.readAllBytes(clip);
    for (int i = 0; i < 8; i++) {
      int length = i < 4 ? 1 << 3 * i : random.nextInt(bytes.length);
      keep("cut" + i, ".mp4", Arrays.copyOf(bytes, length));
    }
    for (int i = 0; i < 8; i++) {
      keep("damaged" + i, ".mp4", damaged(random, bytes, bytes.length, 1 << i));
      keep("damaged-head" + i, ".mp4", damaged(random, bytes, 800, 1 << i % 4));
    }
    for (var ending : List.of(".mp4", ".h264", ".avi", ".mkv", ".ts", ".flv", ".jpg", ".mjpeg")) {
      var noise = new byte[50_000];
      random.nextBytes(noise);
      keep("noise-" + ending.substring(1), ending, noise);
    }
    keep("empty", ".mp4", new byte[0]);
    keep("text", ".mp4", ascii("Dear sir or madam,\n"));
    keep("playlist", ".m3u8", ascii("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n"));
    keep("list", ".mp4", ascii("ffconcat version 1.0\nfile '/etc/passwd'\n"));
  }

  private static byte[] damaged(Random random, byte[] bytes, int within, int times) {
    var damaged = bytes.clone();
    for (int i = 0; i < times; i++) {
      damaged[random.nextInt(within)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void keep(String name, String ending, byte[] bytes) throws IOException {
    files.put(name, Files.write(dir.resolve(name + ending), bytes));
  }

  @Test
  void eachPlaysOrSaysWhatIsWrong() throws Exception {
    var yaml = Files.writeString(dir.resolve("all.yaml"), settings());
    var key = Keys.bearer(Keys.token(dir.resolve("nightjar-data")));
    try (var program = Program.start(dir, "run", "--insecure-http", "--config", yaml.toString())) {
      int port = program.port();
      var known = new AtomicReference<List<JsonObject>>(List.of());
      Await.until(
          () -> {
            known.set(cameras(port, key));
            return allKnown(known.get());
          },
          () -> "-Dseed=" + SEED);
      for (var camera : known.get()) {
        var reason = camera.string("reason");
        boolean said = !reason.isBlank() && reason.lines().count() == 1;
        assertTrue(
            camera.string("state").equals("live") || said,
            () -> camera.toString() + reason + " -Dseed=" + SEED);
      }
      var states =
          known.get().stream().collect(Collectors.toMap(c -> string(c, "name"), c -> state(c)));
      assertEquals("live", states.get("whole"));
      for (var name : List.of("empty", "text", "noise-mp4", "playlist", "list")) {
        assertEquals("failed", states.get(name), name);
      }
      assertTrue(program.isAlive());
      program.terminate();
      assertTrue(program.endsWithin(5_000));
      assertFalse(program.complaints().contains("\tat "), program.complaints());
    }
  }

  private static String settings() {
    var cameras =
        files.entrySet().stream()
            .map(e -> "  %s: {source: file, file: %s}\n".formatted(e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    return "listen: 127.0.0.1:0\ncameras:\n" + cameras;
  }

  private static List<JsonObject> cameras(int port, String key) throws IOException {
    try (var http = new RawHttp(port)) {
      return JsonObject.parse(http.ask("GET /api/v1/cameras\n" + key).body()).objects("cameras");
    }
  }

  /// Starting again after a failure is starting, but with a reason no longer there: look again.
  private static boolean allKnown(List<JsonObject> cameras) {
    return cameras.stream().noneMatch(c -> state(c).equals("starting"));
  }

  private static String state(JsonObject camera) {
    return string(camera, "state");
  }

  private static String string(JsonObject camera, String field) {
    try {
      return camera.string(field);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void openingAgainAndAgainLeavesNothingOpen() throws Exception {
    openAll();
    long filesBefore = RunningServer.openFiles();
    var threadsBefore = RunningServer.threads();
    for (int i = 0; i < OPENINGS; i++) {
      openAll();
    }
    Await.until(
        () ->
            RunningServer.openFiles() <= filesBefore
                && threadsBefore.containsAll(RunningServer.threads()),
        () -> "more is open than before: " + filesBefore + " files, " + threadsBefore);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise-mp4", "empty", "cut3"})
  void aFileThatBreaksWhileItPlays(String into) throws Exception {
    var file = Files.copy(files.get("whole"), dir.resolve("breaks-" + into + ".mp4"));
    try (var source = new FileSource(file, new FakeClock());
        var pool = new PicturePool(source.format(), 1)) {
      read(source, pool);
      Files.write(file, Files.readAllBytes(files.get(into)));
      assertThrows(
          IOException.class,
          () -> {
            for (int i = 0; i < 1_000; i++) {
              read(source, pool);
            }
          });
    }
  }

  private static void openAll() throws InterruptedException {
    var clock = new FakeClock();
    for (var file : files.values()) {
      try (var source = new FileSource(file, clock);
          var pool = new PicturePool(source.format(), 1)) {
        for (int i = 0; i < 3; i++) {
          read(source, pool);
        }
      } catch (IOException e) {
        assertFalse(String.valueOf(e.getMessage()).isBlank());
      }
    }
  }

  private static void read(FileSource source, PicturePool pool)
      throws IOException, InterruptedException {
    var picture = pool.take();
    try {
      source.read(picture);
    } finally {
      picture.release();
    }
  }

  /// Nobody ever writes into the pipe.
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeIsRefusedAtOnce() throws Exception {
    var pipe = dir.resolve("pipe.mp4");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    var said = assertThrows(IOException.class, () -> new FileSource(pipe, new FakeClock()).close());
    assertEquals(pipe + " is no ordinary file", said.getMessage());
  }
}
