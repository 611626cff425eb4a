package nightjar.record.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import nightjar.record.file.Anatomy;
import nightjar.record.file.BadFileException;
import nightjar.record.file.Seal;
import nightjar.record.file.Sealing;

/// Reads everything: every file's boxes and hashes, every row, and says where they disagree.
final class Check {
  private final Disk disk;
  private final Path folder;
  private final Index index;
  private final boolean live; // somebody is writing meanwhile
  private final Predicate<Seal> signed;

  private final List<String> wrong = new ArrayList<>();
  private int files;
  private long bytes;
  private int open;
  private final Map<String, TreeMap<Long, Seal>> chains = new HashMap<>();

  /// @param signed whether a seal's signature holds
  Check(Disk disk, Path folder, Index index, boolean live, Predicate<Seal> signed) {
    this.disk = disk;
    this.folder = folder;
    this.index = index;
    this.live = live;
    this.signed = signed;
  }

  Checked run() throws IOException {
    wrong.addAll(index.faults());
    if (!live && !index.garbage().isEmpty()) {
      wrong.add("%d files are still being removed".formatted(index.garbage().size()));
    }
    var cameras = new TreeSet<>(Tree.cameras(disk, folder));
    cameras.addAll(index.cameras());
    for (var camera : cameras) {
      camera(camera);
    }
    return new Checked(files, bytes, open, List.copyOf(wrong));
  }

  private void camera(String camera) throws IOException {
    var rows = new HashMap<String, Boolean>();
    index.paths(camera, "").forEach(row -> rows.put(row.path(), row.locked()));
    for (var within : Tree.days(disk, folder, camera)) {
      var day = Tree.day(disk, folder, camera, within);
      for (var name : day.footage()) {
        var path = within.resolve(name);
        file(camera, path, rows.remove(path.toString()) != null, day.kept().contains(name));
      }
      for (var name : day.kept()) {
        if (!day.footage().contains(name)) {
          say(within.resolve(name), "a mark to keep it is there, and the file is not");
        }
      }
    }
    for (var path : rows.keySet()) {
      if (index.at(camera, path).isPresent()) { // not removed meanwhile
        say(Path.of(path), "there is a row, and no file");
      }
    }
    chain(camera);
  }

  private void file(String camera, Path path, boolean known, boolean kept) throws IOException {
    try (var file = disk.open(folder.resolve(path), false)) {
      var anatomy = Anatomy.read(file);
      files++;
      bytes += anatomy.size();
      if (anatomy.seal().isEmpty()) {
        unsealed(path, known);
        return;
      }
      var seal = anatomy.seal().get();
      seal(path, anatomy, seal, Sealing.of(anatomy, file));
      var row = index.at(camera, path.toString());
      if (row.isPresent()) {
        row(path, row.get(), Mending.row(path, anatomy, seal, kept, 0));
      } else if (!live) {
        say(path, "it is sealed, and has no row");
      }
    } catch (BadFileException e) {
      say(path, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      if (!live) {
        throw e;
      }
    }
  }

  private void unsealed(Path path, boolean known) {
    if (live && !known) {
      open++;
    } else {
      say(path, "it has no seal");
    }
  }

  private void seal(Path path, Anatomy anatomy, Seal seal, Sealing found) {
    if (!signed.test(seal)) {
      say(path, "its seal is not signed by the key that it names");
    }
    if (!seal.header().equals(found.header()) || !seal.pieces().equals(found.pieces())) {
      say(path, "it is not what was sealed");
    }
    if (anatomy.whole() != anatomy.size()) {
      say(path, "%d bytes follow its seal".formatted(anatomy.size() - anatomy.whole()));
    }
    var camera = anatomy.heading().camera();
    var twin = chains.computeIfAbsent(camera, _ -> new TreeMap<>()).put(seal.number(), seal);
    if (twin != null) {
      say(path, "another file of %s has number %d as well".formatted(camera, seal.number()));
    }
  }

  private void row(Path path, Row row, Row file) {
    compare(path, "rendition", row.rendition(), file.rendition());
    compare(path, "number", row.number(), file.number());
    compare(path, "hash", row.root(), file.root());
    compare(path, "bytes", row.bytes(), file.bytes());
    compare(path, "mended", row.mended(), file.mended());
    compare(path, "locked", row.locked(), file.locked());
    compare(path, "boot", row.boot(), file.boot());
    compare(path, "monotonic time", row.mono(), file.mono());
    compare(path, "duration", row.end() - row.start(), file.end() - file.start());
    compare(path, "thumbnail", row.thumbnailAt(), file.thumbnailAt());
    if (file.synced()) { // else its time may have been corrected
      compare(path, "start", row.start(), file.start());
    }
  }

  private void compare(Path path, String what, Object row, Object file) {
    if (!row.equals(file)) {
      say(path, "its row has %s %s, the file %s".formatted(what, row, file));
    }
  }

  private void chain(String camera) throws IOException {
    var seals = chains.getOrDefault(camera, new TreeMap<>());
    for (var seal : seals.values()) {
      var before = Optional.ofNullable(seals.get(seal.number() - 1));
      if (before.isPresent() && !before.get().root().equals(seal.previous())) {
        wrong.add(
            "%s: number %d does not follow number %d"
                .formatted(camera, seal.number(), seal.number() - 1));
      }
    }
    if (!seals.isEmpty() && !live && index.head(camera).number() < seals.lastKey()) {
      wrong.add(
          "%s: its chain ends with number %d, not %d"
              .formatted(camera, seals.lastKey(), index.head(camera).number()));
    }
  }

  private void say(Path path, String what) {
    wrong.add(path + ": " + what);
  }
}
