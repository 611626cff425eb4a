package nightjar;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nightjar.base.WholeFile;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonFile;
import nightjar.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// What people set in the page, camera by camera: it stands above the settings file, as that stands
/// above the standard. Any thread.
///
/// Kept in a file that is read strictly, and replaced whole: after a power cut it is the old one or
/// the new one.
final class PageSettings<T> {
  private static final System.Logger log = System.getLogger(PageSettings.class.getName());
  private static final int VERSION = 1;

  /// Reads what [Matter#describe] said.
  interface Reader<T> {
    T read(JsonObject json) throws BadJsonException;
  }

  /// What is set.
  ///
  /// @param file name of the one it is kept in
  /// @param stands such as `motion is`
  /// @param what such as `how motion is set`
  record Matter<T>(
      String file,
      String stands,
      String what,
      T standard,
      Function<T, Map<String, Object>> describe,
      Reader<T> reader) {}

  private final Matter<T> matter;
  private final Map<String, T> ofFile;
  private final @Nullable Path folder;
  private final ReentrantLock lock = new ReentrantLock(); // held while the file is written
  private Map<String, T> ofPage; // guarded by lock; of cameras no longer there too

  /// @param ofFile how the settings file sets it, where it does
  /// @param folder for what outlives the program; null when nothing does
  PageSettings(Matter<T> matter, Map<String, T> ofFile, @Nullable Path folder) {
    this.matter = matter;
    this.ofFile = Map.copyOf(ofFile);
    this.folder = folder;
    this.ofPage = kept();
  }

  private Map<String, T> kept() {
    try {
      return read();
    } catch (IOException e) {
      log.log(WARNING, "{0} as the settings file says: {1}", matter.stands, e.getMessage());
      return Map.of();
    }
  }

  /// Empty before anybody set anything.
  ///
  /// @throws IOException what it held cannot be known
  Map<String, T> read() throws IOException {
    return folder == null
        ? Map.of()
        : JsonFile.read(folder.resolve(matter.file), this::parse, Map.of());
  }

  private Map<String, T> parse(String text) throws BadJsonException {
    var whole = JsonObject.parse(text);
    whole.only("version", "cameras");
    whole.number("version", VERSION, VERSION);
    var set = new TreeMap<String, T>();
    for (var entry : whole.objects("cameras")) {
      entry.only("camera", "settings");
      if (set.put(entry.string("camera"), matter.reader.read(entry.object("settings"))) != null) {
        throw new BadJsonException("a camera is there twice", null);
      }
    }
    return set;
  }

  /// In force at this moment.
  T of(String camera) {
    return ofPage(camera).or(() -> Optional.ofNullable(ofFile.get(camera))).orElse(matter.standard);
  }

  /// Where that comes from: `standard`, `file` or `page`.
  String from(String camera) {
    var below = ofFile.containsKey(camera) ? "file" : "standard";
    return ofPage(camera).isPresent() ? "page" : below;
  }

  private Optional<T> ofPage(String camera) {
    lock.lock();
    try {
      return Optional.ofNullable(ofPage.get(camera));
    } finally {
      lock.unlock();
    }
  }

  /// @param to empty for what is below the page again
  /// @return whether something else is in force now
  /// @throws IOException it cannot be written down, and has not happened
  boolean set(String camera, Optional<T> to) throws IOException {
    var before = of(camera);
    lock.lock();
    try {
      var all = new TreeMap<>(ofPage);
      to.ifPresentOrElse(settings -> all.put(camera, settings), () -> all.remove(camera));
      if (folder != null && !all.equals(ofPage)) {
        write(folder, all);
      }
      ofPage = all;
    } finally {
      lock.unlock();
    }
    return !of(camera).equals(before);
  }

  private void write(Path into, SortedMap<String, T> set) throws IOException {
    try {
      if (!Files.isDirectory(into)) {
        var owner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(into, PosixFilePermissions.asFileAttribute(owner));
      }
      WholeFile.replace(into.resolve(matter.file), text(set).getBytes(UTF_8));
    } catch (IOException e) {
      throw new IOException(matter.what + " cannot be written down: " + e, e);
    }
  }

  private String text(SortedMap<String, T> set) {
    var entries =
        set.entrySet().stream()
            .map(
                one ->
                    Json.object(
                        "camera", one.getKey(), "settings", matter.describe.apply(one.getValue())))
            .toList();
    return Json.text(Json.object("version", VERSION, "cameras", entries)) + "\n";
  }
}
