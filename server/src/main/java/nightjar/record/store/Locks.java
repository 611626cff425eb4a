package nightjar.record.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Keeps files whatever happens: procedure L of docs/design/recording.md. The mark beside a file
/// counts; the index only knows of it.
final class Locks {
  private final Shelf shelf;
  private final Writings writings;

  Locks(Shelf shelf, Writings writings) {
    this.shelf = shelf;
    this.writings = writings;
  }

  int lock(String camera, long from, long to, boolean locked) throws IOException {
    shelf.keeping.lock();
    try {
      // Open ones first: one that is closed meanwhile is found among the rows.
      int open = lockOpen(camera, from, to, locked);
      var rows = new ArrayList<Row>();
      shelf.index.each(
          camera,
          Optional.empty(),
          from,
          to,
          row -> {
            if (row.locked() != locked) {
              rows.add(row);
            }
          });
      mark(rows.stream().map(row -> shelf.folder.resolve(row.path())).toList(), locked);
      if (!rows.isEmpty()) {
        shelf.index.lock(rows, locked); // L3
      }
      return open + rows.size();
    } finally {
      shelf.keeping.unlock();
    }
  }

  private int lockOpen(String camera, long from, long to, boolean locked) throws IOException {
    var open =
        writings.open().stream()
            .filter(file -> file.overlaps(camera, from, to) && file.isLocked() != locked)
            .toList();
    mark(open.stream().map(file -> shelf.folder.resolve(file.path())).toList(), locked);
    open.forEach(file -> file.lock(locked));
    return open.size();
  }

  private void mark(List<Path> files, boolean locked) throws IOException {
    var days = new LinkedHashSet<Path>();
    for (var file : files) {
      if (locked) {
        make(Names.keep(file)); // L1
      } else {
        shelf.disk.unlink(Names.keep(file)); // L1
      }
      days.add(file.resolveSibling(""));
    }
    for (var day : days) {
      shelf.disk.syncFolder(day); // L2
    }
  }

  private void make(Path keep) throws IOException {
    try (var handle = shelf.disk.create(keep)) {
      handle.sync();
    } catch (FileAlreadyExistsException _) {
      // a try that failed had made it
    }
  }
}
