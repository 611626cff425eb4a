package nightjar.record.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import nightjar.base.FakeClock;
import nightjar.record.file.Anatomy;
import nightjar.record.file.DeviceKey;
import nightjar.record.file.Hash;
import nightjar.record.file.Heading;
import nightjar.record.file.Readable;
import nightjar.record.file.Seal;

/// A life of a store in which the power is cut at every single write: after each cut the store is
/// started on what may be left, and has to keep its promises.
final class PowerRun {
  private static final Path FOLDER = Path.of("footage");
  private static final DeviceKey KEY = DeviceKey.fresh();
  private static final long MINUTE = 60_000_000;
  private static final int PIECES = 4; // of a file
  private static final int PICTURE = 24; // bytes
  private static final int NESTED = 25; // one start of so many is itself cut off at every write

  private static final int FRESH = 8; // one cut of so many loses the whole index

  private final Random random;
  private final int minutes;
  private final int choices;
  private final FakeClock clock = new FakeClock();
  private final ForgetfulDisk disk = new ForgetfulDisk(clock);
  private final MemoryIndex index = new MemoryIndex();
  private final StoreConfig config =
      new StoreConfig(
          12_000, new StoreConfig.Free.Percent(0), Duration.ZERO, Duration.ZERO, Optional.empty());
  private final Map<String, Reel> reels = new LinkedHashMap<>();
  private final Set<Hash> verified = new HashSet<>();

  // What was promised so far.
  private final Map<Path, byte[]> synced = new HashMap<>(); // a file begins so
  private final Map<Path, Path> open = new HashMap<>();
  private final Set<Path> removed = new HashSet<>();
  private final Set<Path> leaving = new HashSet<>(); // may be there, may be gone
  private final Set<Path> locked = new HashSet<>();
  private final Set<Path> eventful = new HashSet<>();
  private final Map<Path, Long> starts = new HashMap<>();
  private final Map<String, Map<Long, Hash>> published = new HashMap<>();

  private Store store;
  private int writes;
  private int cuts;

  private PowerRun(long seed, int minutes, int choices) throws IOException {
    this.random = new Random(seed);
    this.minutes = minutes;
    this.choices = choices;
    this.store = open(disk, index, false);
    disk.witness(this::cut);
    index.witness(this::cut);
  }

  /// @param choices of what is left after each cut
  /// @return what was done, in words
  static String run(long seed, int minutes, int choices) throws IOException {
    var run = new PowerRun(seed, minutes, choices);
    try {
      run.live();
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ", write " + run.writes + ": " + e, e);
    }
    return "%d writes, %d power cuts, %d files, %d removed: all promises kept"
        .formatted(run.writes, run.cuts, run.synced.size(), run.removed.size());
  }

  /// `[MINUTES [CHOICES [SEED]]]`
  public static void main(String[] args) throws IOException {
    int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 60;
    int choices = args.length > 1 ? Integer.parseInt(args[1]) : 12;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
    System.out.printf("seed %d%n", seed);
    System.out.println(run(seed, minutes, choices));
  }

  private Store open(ForgetfulDisk on, MemoryIndex with, boolean exists) throws IOException {
    var parts =
        new Store.Parts(
            FOLDER, config, KEY, clock, on, MemoryIndex.file(with, exists), new Ledger(0), false);
    return Store.open(parts);
  }

  // --- the life

  private void live() throws IOException {
    for (int minute = 0; minute < minutes; minute++) {
      begin("front", "main", minute);
      begin("front", "sub", minute);
      if (minute % 2 == 0) {
        begin("back", "main", minute);
      }
      for (int i = 0; i < PIECES; i++) {
        for (var name : List.copyOf(reels.keySet())) {
          reels.get(name).second();
          if (i % 2 == 1) {
            sync(name);
          }
        }
      }
      happen(minute);
      for (var name : List.copyOf(reels.keySet())) {
        if (name.startsWith("front") || minute % 2 == 1) {
          end(name, minute);
        }
      }
      clock.pass(Duration.ofMinutes(1));
    }
    store.close();
  }

  private void begin(String camera, String rendition, int minute) throws IOException {
    boolean sure = minute % 7 != 3;
    var heading =
        new Heading(
            camera,
            rendition,
            new UUID(1, minute / 5),
            minute * MINUTE,
            Reel.START + minute * MINUTE - (sure ? 0 : 600_000_000L),
            sure,
            "avc1.42c01f",
            640,
            360);
    var reel = Reel.begin(store, heading, PICTURE);
    var file = reel.writing().footage().file();
    reels.put(camera + " " + rendition, reel);
    open.put(file, file);
    removed.remove(file); // a name may be used again
    synced.put(file, content(file));
  }

  private void sync(String name) throws IOException {
    var file = reels.get(name).writing().footage().file();
    reels.get(name).writing().sync();
    synced.put(file, content(file));
  }

  private void end(String name, int minute) throws IOException {
    var reel = reels.remove(name);
    var file = reel.writing().footage().file();
    var camera = name.substring(0, name.indexOf(' '));
    if (minute % 5 == 4) {
      sync(reel, file);
      reel.writing().abandon();
      open.remove(file);
      leaving.add(file); // mended, it may be what has to make room
      tidy();
    } else {
      reel.seal();
    }
    open.remove(file);
    if (disk.read(file).isEmpty()) { // it was so large that tidying took it at once
      removed.add(file);
      synced.remove(file);
      return;
    }
    publish(camera, file);
  }

  private void sync(Reel reel, Path file) throws IOException {
    reel.writing().sync();
    synced.put(file, content(file));
  }

  private void publish(String camera, Path file) throws IOException {
    synced.put(file, content(file));
    var seal = Anatomy.read(Readable.of(content(file))).seal().orElseThrow();
    var twin =
        published.computeIfAbsent(camera, _ -> new HashMap<>()).put(seal.number(), seal.root());
    check(twin == null, camera + " has number " + seal.number() + " twice");
  }

  private void happen(int minute) throws IOException {
    long at = Reel.START + minute * MINUTE;
    switch (minute % 6) {
      case 0 -> lock(at - 2 * MINUTE, at - MINUTE, minute % 12 == 6);
      case 1 -> mark(at - 3 * MINUTE, at - MINUTE, "e" + minute);
      case 2 -> remove("back", 0, Long.MAX_VALUE); // with the end of its chain
      case 3 -> tidy();
      case 4 -> reanchor(minute);
      default -> {
        tidy();
        index.checkpoint();
      }
    }
  }

  private void lock(long from, long to, boolean lock) throws IOException {
    var files = closed("front", from, to);
    if (!lock) {
      files.forEach(locked::remove);
    }
    store.lock("front", from, to, lock);
    if (lock) {
      locked.addAll(files);
    }
  }

  private void mark(long from, long to, String event) throws IOException {
    store.happened("front", from, to, event);
    eventful.addAll(closed("front", from, to));
  }

  private void remove(String camera, long from, long to) throws IOException {
    leaving.addAll(closed(camera, from, to));
    store.remove(camera, from, to);
    settle();
  }

  private void tidy() throws IOException {
    for (var camera : store.cameras()) {
      leaving.addAll(closed(camera, 0, Long.MAX_VALUE));
    }
    store.tidy();
    settle();
  }

  // What was to leave is gone now, or stays.
  private void settle() {
    for (var file : leaving) {
      if (disk.read(file).isEmpty()) {
        removed.add(file);
        synced.remove(file);
        starts.remove(file);
        eventful.remove(file);
      }
    }
    leaving.clear();
  }

  private void reanchor(int minute) throws IOException {
    var boot = new UUID(1, minute / 5);
    var before = new HashMap<Path, Long>();
    for (var footage : store.find("front", Optional.empty(), 0, Long.MAX_VALUE)) {
      if (footage.boot().equals(boot) && !footage.open() && isUnsure(footage)) {
        before.put(footage.file(), footage.start());
      }
    }
    before.keySet().forEach(starts::remove);
    long mono = (minute - minute % 7 + 3) * MINUTE;
    store.reanchor(boot, mono, mono + 1, 600_000_000L);
    for (var footage : store.find("front", Optional.empty(), 0, Long.MAX_VALUE)) {
      if (before.containsKey(footage.file())) {
        starts.put(footage.file(), footage.start());
      }
    }
  }

  private boolean isUnsure(Footage footage) throws IOException {
    return !Anatomy.read(Readable.of(content(footage.file()))).heading().synced();
  }

  private List<Path> closed(String camera, long from, long to) throws IOException {
    return store.find(camera, Optional.empty(), from, to).stream()
        .filter(footage -> !footage.open() && !footage.locked())
        .map(Footage::file)
        .toList();
  }

  private byte[] content(Path file) {
    return disk.read(file).orElseThrow();
  }

  // --- the cuts

  private void cut() {
    writes++;
    for (int choice = 0; choice < choices; choice++) {
      int ofDisk = choice < 4 ? choice % 2 : choice;
      int ofIndex = choice < 4 ? choice / 2 : choice;
      var left = disk.cut(ofDisk, random);
      var rows = index.cut(ofIndex, random);
      if (random.nextInt(NESTED) == 0) {
        nest(left, rows);
      }
      startAndCheck(left, rows, true);
      if (random.nextInt(FRESH) == 0) {
        startAndCheck(disk.cut(ofDisk, random), new MemoryIndex(), false);
      }
    }
  }

  // The power goes again while the store starts.
  private void nest(ForgetfulDisk left, MemoryIndex rows) {
    var disks = new ArrayList<ForgetfulDisk>();
    var indexes = new ArrayList<MemoryIndex>();
    var first = left.cut(1, random);
    var with = rows.cut(1, random);
    ForgetfulDisk.Witness witness =
        () -> {
          disks.add(first.cut(2, random));
          indexes.add(with.cut(2, random));
        };
    first.witness(witness);
    with.witness(witness);
    try {
      open(first, with, true).close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < disks.size(); i++) {
      startAndCheck(disks.get(i), indexes.get(i), true);
    }
  }

  private void startAndCheck(ForgetfulDisk left, MemoryIndex rows, boolean exists) {
    cuts++;
    try (var started = open(left, rows, exists)) {
      var checked = new Check(left, FOLDER, rows, false, this::signed).run();
      check(checked.wrong().isEmpty(), "check: " + checked.wrong());
      check(started.health().trouble() == Trouble.NONE, "health: " + started.health().problem());
      for (var promise : synced.entrySet()) {
        kept(promise.getKey(), promise.getValue(), left, rows);
      }
      for (var file : removed) {
        check(left.read(file).isEmpty(), file + " was removed, and is back");
      }
      published.forEach((camera, numbers) -> numbers(rows, camera, numbers));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void kept(Path file, byte[] promised, ForgetfulDisk left, MemoryIndex rows)
      throws IOException {
    var content = left.read(file);
    if (leaving.contains(file) && content.isEmpty()) {
      return;
    }
    boolean empty = Anatomy.read(Readable.of(promised)).pieces().isEmpty();
    if (empty && content.isEmpty()) {
      return; // nothing was in it yet
    }
    check(content.isPresent(), file + " is lost");
    int same = Arrays.mismatch(promised, content.get());
    check(same == -1 || same >= promised.length, file + " lost what was synced, from " + same);
    var row = rows.at(file.getName(1).toString(), FOLDER.relativize(file).toString());
    check(row.isPresent(), file + " has no row");
    check(!locked.contains(file) || row.get().locked(), file + " is not locked");
    check(!eventful.contains(file) || row.get().event(), file + " has no event");
    var start = starts.get(file);
    check(start == null || start == row.get().start(), file + " starts at another time");
  }

  private void numbers(MemoryIndex rows, String camera, Map<Long, Hash> numbers) {
    for (var named : rows.paths(camera, "")) {
      var row = rows.at(camera, named.path()).orElseThrow();
      var known = numbers.get(row.number());
      check(known == null || known.equals(row.root()), "number %d twice".formatted(row.number()));
    }
  }

  private boolean signed(Seal seal) {
    return verified.contains(seal.root())
        || (seal.signedBy(KEY.proof()) && verified.add(seal.root()));
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
