package nightjar.camera.rpicam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import nightjar.camera.SourceConfig;
import nightjar.config.BadConfigException;
import nightjar.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever stands in the settings file, the child's arguments are options of ours and one plain
/// word for each.
class ArgumentsTest {
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("camera", "1"),
          Map.entry("width", "640"),
          Map.entry("height", "480"),
          Map.entry("fps", "12.5"),
          Map.entry("exposure", "sport"),
          Map.entry("awb", "cloudy"),
          Map.entry("denoise", "cdn_off"),
          Map.entry("hdr", "sensor"),
          Map.entry("autofocus", "manual"),
          Map.entry("mode", "1640:1232:10"),
          Map.entry("codec", "h264"),
          Map.entry("bitrate", "1.5M"),
          Map.entry("gop", "2s"),
          Map.entry("rotation", "180"),
          Map.entry("off", "daily 22:00-06:00"));
  private static final List<String> PIECES =
      List.of(
          "-",
          "--",
          "--output",
          " ",
          "\t",
          "\n",
          "\0",
          ";",
          "|",
          "&",
          "$(id)",
          "`id`",
          "'",
          "\"",
          "\\",
          "/",
          "..",
          "%s",
          "=",
          ":",
          "*",
          "~",
          "é",
          "\u2028",
          "0",
          "1",
          "64",
          "10",
          "auto",
          "sport",
          "h264",
          "1640:1232:10",
          "2s",
          "1e3",
          "NaN",
          "٣");
  private static final Path STAMPS = Path.of("/proc/1/fd/9");

  @TempDir Path dir;

  @Test
  void nothingElseReachesTheCommandLine() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var accepted = new HashSet<String>();
    for (var key : KEYS.keySet()) {
      for (int i = 0; i < 300; i++) {
        var value = i == 0 ? KEYS.get(key) : hostile(random, KEYS.get(key));
        try {
          check(command(key, value));
          accepted.add(key);
        } catch (BadConfigException _) {
          // refused
        }
      }
    }
    assertEquals(KEYS.keySet(), accepted); // what is right went all the way
  }

  /// Such texts are for the eye alone: a name, a caption, an area's name.
  @Test
  void textsOfTheUsersDoNotReachItAtAll() throws Exception {
    for (var text : List.of("--output=x", "-x", "$(id)", "a b", "';id;'")) {
      var yaml =
          "cameras: {x: {source: rpicam, overlay: {label: %s}, masks: {%s: \"0,0 10,10\"}}}"
              .formatted(quoted(text), quoted(text));
      var command = command(yaml);
      check(command);
      assertTrue(command.stream().noneMatch(a -> a.equals(text)), command::toString);
    }
  }

  private static String hostile(Random random, String right) {
    var text = new StringBuilder(random.nextInt(3) == 0 ? right : "");
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      var piece = PIECES.get(random.nextInt(PIECES.size()));
      text.insert(random.nextInt(text.length() + 1), piece);
    }
    return text.toString();
  }

  private List<String> command(String key, String value) throws Exception {
    var codec = Set.of("bitrate", "gop").contains(key) ? ", codec: h264" : "";
    return command("cameras: {x: {source: rpicam%s, %s: %s}}".formatted(codec, key, quoted(value)));
  }

  private List<String> command(String yaml) throws Exception {
    var file = Files.writeString(dir.resolve("nightjar.yaml"), yaml);
    var source = (SourceConfig.Rpicam) Settings.read(file).cameras().getFirst().source();
    return RpicamCommand.of(Path.of("/usr/bin/rpicam-vid"), source.options(), STAMPS);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.chars().forEach(c -> quoted.append("\\u%04x".formatted(c)));
    return quoted.append('"').toString();
  }

  private static void check(List<String> command) {
    assertEquals("/usr/bin/rpicam-vid", command.getFirst());
    for (int i = 1; i < command.size(); i++) {
      var name = command.get(i);
      if (FakeRpicam.FLAGS.contains(name)) {
        continue;
      }
      assertTrue(FakeRpicam.VALUES.contains(name), () -> name + " in " + command);
      var value = command.get(++i);
      boolean ours = value.equals("-") && name.equals("--output");
      ours |= value.equals(STAMPS.toString()) && name.equals("--save-pts");
      assertTrue(ours || value.matches("[a-zA-Z0-9][a-zA-Z0-9_.:-]*"), () -> value + command);
    }
  }
}
