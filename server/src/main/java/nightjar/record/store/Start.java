package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import nightjar.record.file.Anatomy;

/// Makes folder and index agree after whatever happened: procedure S of docs/design/recording.md,
/// from S4 on. Names are compared with rows; only files that differ are opened.
final class Start {
  private static final int CLOSELY = 64; // so many files without a row are read whole
  private static final int BATCH = 500; // rows in a commit
  private static final int NEWEST = 2; // files of a rendition that a power cut may have caught
  private static final int RECENT_DAYS = 2;

  private final Shelf shelf;
  private final Chains chains;
  private final Mending mending;
  private final Writings writings;
  private final boolean fresh; // the index has nothing yet

  private final List<Path> strangers = new ArrayList<>(); // files without a row
  private final Set<Path> kept = new HashSet<>(); // of these, the locked ones
  private final Set<UUID> boots = new LinkedHashSet<>(); // of what was indexed now

  Start(Shelf shelf, Chains chains, Mending mending, Writings writings, boolean fresh) {
    this.shelf = shelf;
    this.chains = chains;
    this.mending = mending;
    this.writings = writings;
    this.fresh = fresh;
  }

  void run() throws IOException {
    int garbage = new Removal(shelf, chains).finish(); // S4
    if (garbage > 0) {
      mending.say(shelf.folder, "%d files that were being removed are gone now".formatted(garbage));
    }
    var cameras = new TreeSet<>(Tree.cameras(shelf.disk, shelf.folder));
    cameras.addAll(shelf.index.cameras());
    for (var camera : cameras) {
      compare(camera);
    }
    admit();
    for (var boot : boots) {
      reckon(boot); // S10
    }
  }

  // --- S5 to S7

  private void compare(String camera) throws IOException {
    var days = Tree.days(shelf.disk, shelf.folder, camera);
    long rows = 0;
    for (int i = 0; i < days.size(); i++) {
      var day = Tree.day(shelf.disk, shelf.folder, camera, days.get(i));
      if (day.notes() && (fresh || i >= days.size() - RECENT_DAYS)) {
        recall(day); // S6
      }
      rows += compare(day);
    }
    if (rows != shelf.index.count(camera)) {
      loseOutside(camera, days);
    }
  }

  /// @return how many rows the day has
  private long compare(Tree.Day day) throws IOException {
    var named = shelf.index.paths(day.camera(), day.within() + "/");
    var known = new HashMap<String, Boolean>();
    for (var row : named) {
      known.put(row.path().substring(day.within().toString().length() + 1), row.locked());
    }
    for (var file : day.footage()) {
      if (!known.containsKey(file)) {
        strangers.add(day.within().resolve(file));
        if (day.kept().contains(file)) {
          kept.add(day.within().resolve(file));
        }
      }
    }
    lose(day, known); // S5
    lock(day, known); // S7
    return known.size();
  }

  private void lose(Tree.Day day, Map<String, Boolean> known) throws IOException {
    var missing = new ArrayList<Row>();
    for (var name : List.copyOf(known.keySet())) {
      if (!day.footage().contains(name)) {
        shelf.index.at(day.camera(), day.within().resolve(name).toString()).ifPresent(missing::add);
        known.remove(name);
      }
    }
    lose(missing);
  }

  private void lose(List<Row> missing) throws IOException {
    if (!missing.isEmpty()) {
      shelf.index.lose(missing);
      for (var row : missing) {
        mending.say(shelf.folder.resolve(row.path()), "it is gone; its row was dropped");
      }
    }
  }

  // Whole days that are gone.
  private void loseOutside(String camera, List<Path> days) throws IOException {
    var there = new HashSet<>(days);
    var missing = new ArrayList<Row>();
    for (var row : shelf.index.paths(camera, "")) {
      if (!there.contains(Path.of(row.path()).resolveSibling(""))) {
        shelf.index.at(camera, row.path()).ifPresent(missing::add);
      }
    }
    lose(missing);
  }

  private void lock(Tree.Day day, Map<String, Boolean> known) throws IOException {
    for (boolean locked : new boolean[] {true, false}) {
      var differing = new ArrayList<Row>();
      for (var row : known.entrySet()) {
        if (row.getValue() != locked && day.kept().contains(row.getKey()) == locked) {
          shelf
              .index
              .at(day.camera(), day.within().resolve(row.getKey()).toString())
              .ifPresent(differing::add);
        }
      }
      if (!differing.isEmpty()) {
        shelf.index.lock(differing, locked);
        mending.say(
            shelf.folder.resolve(day.within()),
            "%d files are %slocked, as the marks beside them say"
                .formatted(differing.size(), locked ? "" : "no longer "));
      }
    }
  }

  private void recall(Tree.Day day) throws IOException {
    long slack = fresh ? Marks.BEHIND : 0;
    for (var event : Marks.read(shelf, day.camera(), shelf.folder.resolve(day.within()))) {
      var known = shelf.index.marked(event.camera(), event.event());
      if (known.isEmpty() || event.from() < known.get().from() || event.to() > known.get().to()) {
        shelf.index.mark(
            new Index.Marked(
                event.camera(),
                event.event(),
                known.isEmpty() ? event.from() : Math.min(event.from(), known.get().from()),
                known.isEmpty() ? event.to() + slack : Math.max(event.to(), known.get().to())));
      }
    }
  }

  // --- S8, S9

  private record Torn(Path path, Mending.Found.Torn found) {
    long wall() {
      return found.anatomy().heading().wall();
    }
  }

  // Sealed ones before torn ones, so that these get numbers behind all that were ever given.
  private void admit() throws IOException {
    var torn = new ArrayList<Torn>();
    var rows = new ArrayList<Row>();
    var newest = newest();
    for (var path : strangers) {
      boolean closely = strangers.size() <= CLOSELY || newest.contains(path);
      switch (mending.look(path, closely)) {
        case Mending.Found.Empty(var why) -> mending.discard(path, why);
        case Mending.Found.Torn found -> {
          mending.seen(path, found);
          torn.add(new Torn(path, found));
        }
        case Mending.Found.Sealed(Anatomy anatomy, var seal) -> {
          chains.seen(anatomy.heading().camera(), seal.number(), seal.root());
          rows.add(Mending.row(path, anatomy, seal, kept.contains(path), 0));
          boots.add(anatomy.heading().boot());
        }
      }
      if (rows.size() == BATCH) {
        add(rows);
      }
    }
    add(rows); // S8
    torn.sort(Comparator.comparingLong(Torn::wall).thenComparing(Torn::path));
    for (var one : torn) {
      close(one); // S9
    }
  }

  private void add(List<Row> rows) throws IOException {
    if (!rows.isEmpty()) {
      shelf.index.add(rows);
      for (var row : fresh ? List.<Row>of() : rows) {
        mending.say(shelf.folder.resolve(row.path()), "it had no row, and has one now");
      }
      rows.clear();
    }
  }

  private Set<Path> newest() {
    var count = new HashMap<String, Integer>();
    var newest = new HashSet<Path>();
    for (var path : strangers.reversed()) { // days, and names in them, are in order
      var name = String.valueOf(path.getFileName());
      var rendition = path.getName(0) + name.substring(name.indexOf('-')).split("\\.", 2)[0];
      if (count.merge(rendition, 1, Integer::sum) <= NEWEST) {
        newest.add(path);
      }
    }
    return newest;
  }

  // A disk that is full may have room soon: then it is tried again.
  private void close(Torn one) throws IOException {
    try {
      var row = mending.close(one.path(), one.found(), kept.contains(one.path()), 0);
      shelf.index.add(List.of(row));
      boots.add(row.boot());
    } catch (BrokenIndexException e) {
      throw e;
    } catch (IOException e) {
      mending.say(
          shelf.folder.resolve(one.path()), "it could not be sealed yet: " + e.getMessage());
      writings.leave(new Writings.Left(one.path(), one.found().anatomy().heading(), 0, false));
    }
  }

  // --- S10

  private void reckon(UUID boot) throws IOException {
    var rows = shelf.index.ofBoot(boot);
    var shifts = Reckoning.shifts(rows);
    var wrong = new ArrayList<Row>();
    var by = new ArrayList<Long>();
    for (int i = 0; i < rows.size(); i++) {
      if (shifts.get(i) != 0) {
        wrong.add(rows.get(i));
        by.add(shifts.get(i));
      }
    }
    if (!wrong.isEmpty()) {
      shelf.index.shift(wrong, by);
      mending.say(
          shelf.folder,
          "%d files were recorded with a clock that was not set: their times are corrected"
              .formatted(wrong.size()));
    }
  }
}
