package nightjar.motion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import nightjar.base.WholeFile;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonFile;
import nightjar.json.JsonObject;

/// `motion.json`: how people set motion in the page, camera by camera. Read strictly, and replaced
/// whole: after a power cut it is the old one or the new one.
public final class MotionFile {
  private static final String NAME = "motion.json";
  private static final int VERSION = 1;

  private final Path folder;

  public MotionFile(Path folder) {
    this.folder = folder;
  }

  /// Empty before anybody set anything.
  ///
  /// @throws IOException what it held cannot be known
  public Map<String, MotionConfig> read() throws IOException {
    return JsonFile.read(folder.resolve(NAME), MotionFile::parse, Map.of());
  }

  static Map<String, MotionConfig> parse(String text) throws BadJsonException {
    var whole = JsonObject.parse(text);
    whole.only("version", "cameras");
    whole.number("version", VERSION, VERSION);
    var set = new TreeMap<String, MotionConfig>();
    for (var entry : whole.objects("cameras")) {
      entry.only("camera", "settings");
      if (set.put(entry.string("camera"), MotionText.read(entry.object("settings"))) != null) {
        throw new BadJsonException("a camera is there twice", null);
      }
    }
    return set;
  }

  static String text(Map<String, MotionConfig> set) {
    var entries =
        new TreeMap<>(set)
            .entrySet().stream()
                .map(
                    one ->
                        Json.object(
                            "camera",
                            one.getKey(),
                            "settings",
                            MotionText.describe(one.getValue())))
                .toList();
    return Json.text(Json.object("version", VERSION, "cameras", entries)) + "\n";
  }

  /// @throws IOException it is not written; the old one is still there
  public void write(Map<String, MotionConfig> set) throws IOException {
    try {
      if (!Files.isDirectory(folder)) {
        var owner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
      }
      WholeFile.replace(folder.resolve(NAME), text(set).getBytes(UTF_8));
    } catch (IOException e) {
      throw new IOException("how motion is set cannot be written down: " + e, e);
    }
  }
}
