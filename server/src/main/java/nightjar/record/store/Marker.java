package nightjar.record.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// Tells our folder from the empty place where its disk is mounted: S2 and W1 of
/// docs/design/recording.md.
///
/// The marker lies in the folder. A memory elsewhere knows whether the folder was on a disk of its
/// own: if it was and is not now, that disk is not mounted.
final class Marker {
  private static final int VERSION = 1;

  private final Disk disk;
  private final Path folder;
  private final Optional<Path> memory;

  Marker(Disk disk, Path folder, Optional<Path> memory) {
    this.disk = disk;
    this.folder = folder;
    this.memory = memory;
  }

  /// S2: finds the marker, or makes it where a store may begin.
  ///
  /// @throws GoneException the store's disk is not there
  void find() throws IOException {
    if (disk.read(file()).isEmpty()) {
      if (memory.isPresent() && hadOwnDisk(memory.get()) && !hasOwnDisk(memory.get())) {
        throw new GoneException(
            "%s is empty, but footage is on another disk that belongs there: is it mounted? (To begin anew on this disk, remove %s.)"
                .formatted(folder, memory.get()));
      }
      disk.makeRoot(folder);
      disk.replace(file(), text("id", UUID.randomUUID().toString()));
    }
    if (memory.isPresent()) {
      remember(memory.get());
    }
  }

  /// W1.
  void check() throws IOException {
    if (disk.read(file()).isEmpty()) {
      throw new GoneException(folder + " is not there any more: was its disk taken away?");
    }
  }

  private void remember(Path at) throws IOException {
    var now = text("ownDisk", hasOwnDisk(at));
    var before = disk.read(at);
    if (before.isEmpty() || !Arrays.equals(before.get(), now)) {
      disk.replace(at, now);
    }
  }

  private boolean hasOwnDisk(Path at) throws IOException {
    return disk.device(folder) != disk.device(at);
  }

  private boolean hadOwnDisk(Path at) throws IOException {
    try {
      var bytes = disk.read(at);
      return bytes.isPresent() && JsonObject.parse(new String(bytes.get(), UTF_8)).bool("ownDisk");
    } catch (BadJsonException _) {
      return false;
    }
  }

  private static byte[] text(String field, Object value) {
    return Json.text(Json.object("v", VERSION, field, value)).getBytes(UTF_8);
  }

  private Path file() {
    return folder.resolve(Names.MARKER);
  }

  /// The store's folder is not where it was.
  static final class GoneException extends IOException {
    private static final long serialVersionUID = 1;

    GoneException(String message) {
      super(message);
    }
  }
}
