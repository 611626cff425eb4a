package nightjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.detect.Box;
import nightjar.detect.Crop;
import nightjar.detect.Found;
import nightjar.detect.Kind;
import nightjar.detect.Net;
import nightjar.detect.ObjectConfig;
import nightjar.encode.EncodeSettings;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.event.EventConfig;
import nightjar.json.JsonObject;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.motion.MotionConfig;
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
    return settings("cameras:\n  room:\n    source: demo\n    motion:\n      " + motion + "\n");
  }

  private static Path settings(String text) throws IOException {
    return Files.writeString(dir.resolve("nightjar.yaml"), text);
  }

  /// Takes what is dark for a person, whichever part it is shown.
  private static final class DarkNet implements Net {
    private static final int DARK = 70;

    private final List<Crop> crops = new ArrayList<>();
    private List<Found> found = List.of();

    @Override
    public int size() {
      return 100;
    }

    @Override
    public void take(Picture picture, Crop crop) {
      crops.add(crop);
      int left = WIDTH;
      int right = 0;
      for (int x = crop.x(); x < crop.x() + crop.width(); x++) {
        int luma = picture.memory().get(ValueLayout.JAVA_BYTE, 120L * WIDTH + x) & 255;
        left = luma < DARK ? Math.min(left, x) : left;
        right = luma < DARK ? Math.max(right, x + 1) : right;
      }
      double width = (double) (right - left) / WIDTH;
      found =
          right <= left
              ? List.of()
              : List.of(
                  new Found(Kind.PERSON, 0.6, new Box((double) left / WIDTH, 0.375, width, 0.375)));
    }

    @Override
    public List<Found> look(double least) {
      return found;
    }

    @Override
    public void close() {}
  }

  private static Analysis recognised(DarkNet net, double rate, boolean gated) throws IOException {
    var terms = new Recognition.Terms(net, ObjectConfig.STANDARD, rate, gated);
    return Analysis.of(clip, MotionConfig.STANDARD, EventConfig.STANDARD, Optional.of(terms));
  }

  @Test
  void saysWhatItWas() throws IOException {
    var net = new DarkNet();
    var event = recognised(net, 4, true).events().getFirst();
    assertEquals(List.of("person"), event.summary().recognised().kinds());
    assertTrue(event.summary().why().startsWith("A person"), event.summary().why());
    assertEquals(1, event.objects().size());
    var path = event.objects().getFirst().path();
    assertTrue(path.getFirst().box().x() < 0.3 && path.getLast().box().x() > 0.6, path.toString());
    int asks = net.crops.size();
    assertTrue(asks >= 3 && asks < 12, asks + " in four seconds");
  }

  @Test
  void asksNoMoreThanItMay() throws IOException {
    var net = new DarkNet();
    assertEquals(4, recognised(net, 0.4, true).recognised().orElseThrow().asks(), 2);
  }

  @Test
  void showsEveryPictureWholeWithoutGating() throws IOException {
    var net = new DarkNet();
    var analysis = recognised(net, 4, false);
    assertEquals(analysis.looked(), net.crops.size());
    assertEquals(new Crop(0, 0, WIDTH, HEIGHT), net.crops.getFirst());
    var seen = analysis.recognised().orElseThrow().seen();
    assertTrue(seen.size() > 30 && seen.size() < analysis.looked() / 2, seen.size() + " times");
  }

  @Test
  void reportsMotionAloneWithoutAModel() throws IOException {
    var file = settings("objects: {model: none.tflite}\ncameras:\n  room:\n    source: demo\n");
    assertEquals(0, run("analyze", "--config", file.toString(), "--json", clip.toString()));
    assertTrue(err.toString(UTF_8).contains("only motion"), err.toString(UTF_8));
    assertEquals(1, json().objects("events").size());
    assertFalse(json().objects("events").getFirst().has("objects"));
  }

  @Test
  void leavesObjectsOutWhenToldTo() throws IOException {
    assertEquals(0, run("analyze", "--no-objects", "--json", clip.toString()));
    assertEquals("", err.toString(UTF_8));
    assertFalse(json().objects("events").getFirst().has("objects"));
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
