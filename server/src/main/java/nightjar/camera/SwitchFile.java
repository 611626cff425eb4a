package nightjar.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import nightjar.base.WholeFile;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonFile;
import nightjar.json.JsonObject;

/// `switches.json`: what people said last, camera by camera. Read strictly, for what is guessed may
/// be wrong, and replaced whole.
final class SwitchFile {
  private static final String NAME = "switches.json";
  private static final int VERSION = 1;
  private static final double LAST = 253_402_300_799e6; // microseconds: the year 9999

  private final Path folder;

  SwitchFile(Path folder) {
    this.folder = folder;
  }

  /// Empty before anybody said anything.
  ///
  /// @throws IOException what it held cannot be known
  Map<String, Said> read() throws IOException {
    return JsonFile.read(folder.resolve(NAME), SwitchFile::parse, Map.of());
  }

  static Map<String, Said> parse(String text) throws BadJsonException {
    var whole = JsonObject.parse(text);
    whole.number("version", VERSION, VERSION);
    var said = new TreeMap<String, Said>();
    for (var entry : whole.objects("cameras")) {
      if (said.put(entry.string("camera"), one(entry)) != null) {
        throw new BadJsonException("a camera is there twice", null);
      }
    }
    return said;
  }

  private static Said one(JsonObject entry) throws BadJsonException {
    var word = entry.string("said");
    return switch (word) {
      case "off" -> new Said.Off(entry.string("who"), at(entry));
      case "on" -> new Said.On(entry.string("who"), at(entry));
      case "lost" -> new Said.Lost(entry.string("why"));
      default -> throw new BadJsonException("said must be off, on or lost, not " + word, null);
    };
  }

  private static Instant at(JsonObject entry) throws BadJsonException {
    try {
      return Instant.EPOCH.plus((long) entry.number("at", 0, LAST), ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new BadJsonException("at is no time", e);
    }
  }

  static String text(Map<String, Said> said) {
    var entries = new ArrayList<Map<String, Object>>();
    said.forEach(
        (camera, one) -> {
          switch (one) {
            case Said.Nothing _ -> {}
            case Said.Off(var who, var at) -> entries.add(entry(camera, "off", who, at));
            case Said.On(var who, var at) -> entries.add(entry(camera, "on", who, at));
            case Said.Lost(var why) ->
                entries.add(Json.object("camera", camera, "said", "lost", "why", why));
          }
        });
    return Json.text(Json.object("version", VERSION, "cameras", entries)) + "\n";
  }

  private static Map<String, Object> entry(String camera, String said, String who, Instant at) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    return Json.object("camera", camera, "said", said, "who", who, "at", micros);
  }

  /// After a power cut the file is the old one or the new one, whole.
  void write(Map<String, Said> said) throws IOException {
    try {
      makeFolder();
      WholeFile.replace(folder.resolve(NAME), text(said).getBytes(UTF_8));
    } catch (IOException e) {
      throw new IOException("what was switched cannot be written down: " + e, e);
    }
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    }
  }
}
