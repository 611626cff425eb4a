package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nightjar.encode.EncodeSettings;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.json.JsonObject;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `analyze`, on a clip made here: somebody dark walks through a room for 4 of 16 seconds.
class AnalyzeCommandTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int FPS = 25; // what FFmpeg takes for the rate of a file that says none
  private static final int SECONDS = 16;

  @TempDir static Path dir;
  private static Path clip = Path.of("clip.h264");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void film() throws IOException {
    clip = dir.resolve("clip.h264");
    var format = new PictureFormat(WIDTH, HEIGHT, FPS, Colour.SYCC);
    var settings = new EncodeSettings(1_000_000, FPS, Duration.ofSeconds(2));
    try (var pool = new PicturePool(format, 1);
        var encoder = OpenH264.open(format, settings);
        var file = Files.newOutputStream(clip)) {
      var picture = pool.take();
      for (int i = 0; i < SECONDS * FPS; i++) {
        paint(picture, (double) i / FPS);
        encoder.encode(
            picture, false, (data, _) -> write(data.toArray(ValueLayout.JAVA_BYTE), file));
      }
      picture.release();
    }
  }

  private static void write(byte[] bytes, OutputStream file) throws IOException {
    file.write(bytes);
  }

  private static void paint(Picture picture, double t) {
    var memory = picture.memory();
    memory.fill((byte) 128);
    int left = (int) (WIDTH * (t - 6) / 4) - 30;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean person = x >= left && x < left + 30 && y >= 90 && y < 180;
        int wall = 110 + (x * 7 + y * 3) % 50;
        memory.set(ValueLayout.JAVA_BYTE, (long) y * WIDTH + x, (byte) (person ? 40 : wall));
      }
    }
  }

  private int run(String... args) {
    return Main.run(
        List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  private JsonObject json() throws IOException {
    return JsonObject.parse(out.toString(UTF_8).strip());
  }

  private Path config(String motion) throws IOException {
    return Files.writeString(
        dir.resolve("nightjar.yaml"),
        "cameras:\n  room:\n    source: demo\n    motion:\n      " + motion + "\n");
  }

  @Test
  void saysWhenSomebodyWalkedThroughAndWhy() throws IOException {
    assertEquals(0, run("analyze", "--json", clip.toString()), err.toString(UTF_8));
    var said = json();
    assertEquals(clip.toString(), said.string("clip"));
    assertEquals(SECONDS, said.number("duration", 0, 100), 0.1);
    assertTrue(said.number("cpuSeconds", 0, 100) >= said.number("motionSeconds", 0.001, 100));
    assertEquals(1, said.objects("events").size());
    var event = said.objects("events").getFirst();
    assertEquals(6, event.number("start", 0, 100), 0.5);
    assertEquals(10.4, event.number("end", 0, 100), 0.5);
    assertEquals("left", event.string("from"));
    assertEquals("right", event.string("to"));
    assertTrue(event.string("why").startsWith("Something moved for 4 s, came from the left"));
  }

  @Test
  void saysItToPeopleToo() {
    assertEquals(0, run("analyze", clip.toString(), clip.toString()));
    var lines = out.toString(UTF_8).lines().toList();
    assertEquals(4, lines.size());
    assertTrue(lines.getFirst().contains("16.0 s, 1 event;"), lines.getFirst());
    assertTrue(lines.get(1).contains("came from the left, left at the right"), lines.get(1));
  }

  @Test
  void looksWithTheSettingsOfACamera() throws IOException {
    var file = config("zones: {all: \"ignore 0,0 100,100\"}");
    assertEquals(0, run("analyze", "--config", file.toString(), "--json", clip.toString()));
    assertEquals(List.of(), json().objects("events"));
  }

  @Test
  void refusesWhatIsNotThere() throws IOException {
    var file = config("sensitivity: 60");
    assertEquals(64, run("analyze"));
    assertEquals(66, run("analyze", dir.resolve("none.mp4").toString()));
    assertEquals(64, run("analyze", "--camera", "room", clip.toString()));
    assertEquals(
        78, run("analyze", "--config", file.toString(), "--camera", "hall", clip.toString()));
    assertTrue(err.toString(UTF_8).contains("there is no camera \"hall\" in the settings file"));
  }
}
