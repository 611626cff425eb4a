package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Takes files away: procedure D of docs/design/recording.md.
final class Removal {
  private static final int AT_ONCE = 64;

  private final Shelf shelf;
  private final Chains chains;
  private volatile boolean unfinished;

  Removal(Shelf shelf, Chains chains) {
    this.shelf = shelf;
    this.chains = chains;
  }

  /// Closed files that overlap a span.
  Removed remove(String camera, long from, long to) throws IOException {
    shelf.keeping.lock();
    try {
      var found = new ArrayList<Row>();
      shelf.index.each(camera, Optional.empty(), from, to, found::add);
      var victims = found.stream().filter(row -> !row.locked()).toList();
      for (int i = 0; i < victims.size(); i += AT_ONCE) {
        take(victims.subList(i, Math.min(victims.size(), i + AT_ONCE)));
      }
      return new Removed(
          victims.size(),
          victims.stream().mapToLong(Row::bytes).sum(),
          found.size() - victims.size());
    } finally {
      shelf.keeping.unlock();
    }
  }

  /// @param victims chosen while [Shelf#keeping] is held, none of them locked
  void take(List<Row> victims) throws IOException {
    for (var row : victims) {
      chains.keep(row.camera(), row.number()); // D1
    }
    shelf.index.condemn(victims); // D2
    unfinished = true;
    finish();
  }

  /// What an earlier try left, if the disk failed meanwhile.
  boolean isUnfinished() {
    return unfinished;
  }

  /// D3 to D6, of all garbage. One at a time: who takes a folder away would take it from the other.
  int finish() throws IOException {
    shelf.keeping.lock();
    try {
      return cleared();
    } finally {
      shelf.keeping.unlock();
    }
  }

  private int cleared() throws IOException {
    var garbage = shelf.index.garbage();
    var days = new LinkedHashSet<Path>();
    for (var item : garbage) {
      var file = shelf.folder.resolve(item.path());
      shelf.disk.unlink(file); // D3
      days.add(file.resolveSibling(""));
    }
    for (var day : days) {
      if (!shelf.disk.list(day).isEmpty() || exists(day)) {
        shelf.disk.syncFolder(day); // D4
      }
    }
    if (!garbage.isEmpty()) {
      shelf.index.forget(garbage); // D5
    }
    unfinished = false;
    for (var day : days) {
      shelf.clear(day); // D6
    }
    return garbage.size();
  }

  private boolean exists(Path folder) throws IOException {
    var name = String.valueOf(folder.getFileName());
    return shelf.disk.list(folder.resolveSibling("")).stream()
        .anyMatch(entry -> entry.folder() && entry.name().equals(name));
  }
}
