package nightjar.record.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import nightjar.base.FakeClock;
import org.jspecify.annotations.Nullable;

/// A disk in memory that knows what was synced, and can be cut off from its power: what is left
/// then is any state that [Disk] allows.
final class ForgetfulDisk implements Disk {
  private static final int SECTOR = 64; // bytes: small, as test files are

  /// Is told of each change, once it was made and before anything is said about it.
  interface Witness {
    void changed();
  }

  private sealed interface Node {}

  private static final class Bytes implements Node {
    private byte[] now = {};
    private byte[] synced = {};

    static Bytes durable(byte[] content) {
      var node = new Bytes();
      node.now = content;
      node.synced = content;
      return node;
    }
  }

  private record Change(String name, @Nullable Node node) {}

  private static final class Folder implements Node {
    private final Map<String, Node> now = new TreeMap<>();
    private final Map<String, Node> synced = new TreeMap<>();
    private final List<Change> unsynced = new ArrayList<>();

    void put(String name, Node node) {
      now.put(name, node);
      unsynced.add(new Change(name, node));
    }

    void remove(String name) {
      now.remove(name);
      unsynced.add(new Change(name, null));
    }

    void sync() {
      synced.clear();
      synced.putAll(now);
      unsynced.clear();
    }
  }

  private final Folder root = new Folder();
  private final FakeClock clock;
  private Witness witness = () -> {};
  private boolean locked;
  private boolean ownDisk;

  // Faults.
  private long room = Long.MAX_VALUE;
  private boolean readOnly;
  private boolean failing;
  private long syncMillis;

  ForgetfulDisk(FakeClock clock) {
    this.clock = clock;
  }

  void witness(Witness by) {
    witness = by;
  }

  /// From now on it takes so many bytes more.
  void room(long bytes) {
    room = bytes;
  }

  void readOnly(boolean is) {
    readOnly = is;
  }

  /// Each write and sync fails.
  void failing(boolean is) {
    failing = is;
  }

  void syncTakes(long millis) {
    syncMillis = millis;
  }

  /// Takes it all away, as when it is unmounted.
  void empty() {
    root.now.clear();
    root.sync();
  }

  void emptyFolder(Path folder) throws IOException {
    folder(folder).now.clear();
    folder(folder).sync();
  }

  /// Brings back what another disk has.
  void restore(ForgetfulDisk from) {
    root.now.clear();
    root.now.putAll(from.root.now);
    root.sync();
  }

  /// Whether footage is on a disk of its own.
  void ownDisk(boolean is) {
    ownDisk = is;
  }

  /// Flips a bit.
  void damage(Path file, long at) throws IOException {
    var bytes = bytes(file);
    bytes.now[(int) at] ^= 1;
  }

  // --- the power cut

  /// The disk after a power cut at this moment.
  ///
  /// @param choice 0: nothing that was not synced is left; 1: all of it is; else any of it, at
  ///   random
  ForgetfulDisk cut(int choice, Random random) {
    var after = new ForgetfulDisk(clock);
    copy(root, after.root, choice, random, new IdentityHashMap<>());
    return after;
  }

  private static void copy(
      Folder from, Folder to, int choice, Random random, Map<Node, Node> copies) {
    var left = new TreeMap<>(from.synced);
    for (var change : from.unsynced) {
      if (choice == 1 || (choice > 1 && random.nextBoolean())) {
        if (change.node() == null) {
          left.remove(change.name());
        } else {
          left.put(change.name(), change.node());
        }
      }
    }
    left.forEach((name, node) -> to.now.put(name, copy(node, choice, random, copies)));
    to.sync();
  }

  private static Node copy(Node node, int choice, Random random, Map<Node, Node> copies) {
    return switch (node) {
      case Bytes bytes ->
          copies.computeIfAbsent(bytes, _ -> Bytes.durable(left(bytes, choice, random)));
      case Folder folder -> {
        var copy = new Folder();
        copy(folder, copy, choice, random, copies);
        yield copy;
      }
    };
  }

  private static byte[] left(Bytes file, int choice, Random random) {
    if (choice == 0 || Arrays.equals(file.now, file.synced)) {
      return file.synced;
    }
    if (choice == 1) {
      return file.now;
    }
    int same = Arrays.mismatch(file.now, file.synced);
    return switch (random.nextInt(5)) {
      case 0 -> file.synced; // as before
      case 1 -> Arrays.copyOf(file.now, between(same, file.now.length, random)); // torn
      case 2 -> zeroed(file.now, between(same, file.now.length, random), file.now.length);
      case 3 -> hole(file.now, same, random);
      default -> // as before, but for what was cut off
          Arrays.copyOf(file.synced, Math.min(file.synced.length, Math.max(same, 0)));
    };
  }

  private static byte[] zeroed(byte[] bytes, int from, int to) {
    var zeroed = bytes.clone();
    Arrays.fill(zeroed, from, Math.max(from, to), (byte) 0);
    return zeroed;
  }

  private static byte[] hole(byte[] bytes, int from, Random random) {
    int at = Math.max(from, between(from, bytes.length, random) / SECTOR * SECTOR);
    return zeroed(bytes, Math.min(at, bytes.length), Math.min(bytes.length, at + SECTOR));
  }

  private static int between(int least, int most, Random random) {
    return least >= most ? Math.max(0, most) : least + random.nextInt(most - least + 1);
  }

  // --- the disk

  private void mayWrite() throws IOException {
    if (failing) {
      throw new IOException("Input/output error");
    }
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
  }

  private @Nullable Node node(Path path) {
    Node at = root;
    for (var name : path) {
      at = at instanceof Folder folder ? folder.now.get(name.toString()) : null;
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private Bytes bytes(Path file) throws IOException {
    if (node(file) instanceof Bytes bytes) {
      return bytes;
    }
    throw new NoSuchFileException(file.toString());
  }

  private Folder folder(Path path) throws IOException {
    if (node(path) instanceof Folder folder) {
      return folder;
    }
    throw new NoSuchFileException(path.toString());
  }

  private Folder above(Path path) throws IOException {
    return path.getNameCount() == 1 ? root : folder(path.resolveSibling(""));
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Override
  public Handle create(Path file) throws IOException {
    mayWrite();
    var folder = above(file);
    if (folder.now.containsKey(name(file))) {
      throw new FileAlreadyExistsException(file.toString());
    }
    var made = new Bytes();
    folder.put(name(file), made);
    witness.changed();
    return new Open(made);
  }

  @Override
  public Handle open(Path file, boolean toWrite) throws IOException {
    return new Open(bytes(file));
  }

  private final class Open implements Handle {
    private final Bytes file;

    Open(Bytes file) {
      this.file = file;
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
      mayWrite();
      int fits = (int) Math.min(room, bytes.remaining());
      int before = file.now.length;
      var longer = Arrays.copyOf(file.now, before + fits);
      boolean full = fits < bytes.remaining();
      bytes.get(longer, before, fits);
      file.now = longer;
      room -= fits;
      witness.changed();
      if (full) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      mayWrite();
      file.now = Arrays.copyOf(file.now, (int) Math.min(size, file.now.length));
      witness.changed();
    }

    @Override
    public void sync() throws IOException {
      clock.pass(java.time.Duration.ofMillis(syncMillis));
      mayWrite();
      file.synced = file.now;
      witness.changed();
    }

    @Override
    public long size() {
      return file.now.length;
    }

    @Override
    public int read(ByteBuffer to, long at) {
      int count = (int) Math.clamp(file.now.length - at, 0L, (long) to.remaining());
      if (count > 0) {
        to.put(file.now, (int) at, count);
      }
      return count;
    }

    @Override
    public void close() {}
  }

  @Override
  public void makeRoot(Path folder) throws IOException {
    mayWrite();
    var at = root;
    for (var name : folder) {
      if (!(at.now.get(name.toString()) instanceof Folder)) {
        at.put(name.toString(), new Folder());
        at.sync();
      }
      at = (Folder) at.now.get(name.toString());
    }
  }

  @Override
  public boolean makeFolder(Path folder) throws IOException {
    mayWrite();
    var above = above(folder);
    if (above.now.containsKey(name(folder))) {
      return false;
    }
    above.put(name(folder), new Folder());
    witness.changed();
    return true;
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    mayWrite();
    folder(folder).sync();
    witness.changed();
  }

  @Override
  public boolean unlink(Path file) throws IOException {
    mayWrite();
    if (!(node(file) instanceof Bytes)) {
      return false;
    }
    above(file).remove(name(file));
    witness.changed();
    return true;
  }

  @Override
  public boolean removeFolder(Path folder) throws IOException {
    mayWrite();
    if (!(node(folder) instanceof Folder there) || !there.now.isEmpty()) {
      return false;
    }
    above(folder).remove(name(folder));
    witness.changed();
    return true;
  }

  @Override
  public List<Entry> list(Path folder) {
    return node(folder) instanceof Folder there
        ? there.now.entrySet().stream()
            .map(entry -> new Entry(entry.getKey(), entry.getValue() instanceof Folder))
            .toList()
        : List.of();
  }

  @Override
  public Optional<byte[]> read(Path file) {
    return node(file) instanceof Bytes bytes ? Optional.of(bytes.now.clone()) : Optional.empty();
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    mayWrite();
    var folder = above(file);
    folder.put(name(file), Bytes.durable(bytes.clone()));
    witness.changed(); // the old one or the new one
    folder.synced.put(name(file), Bytes.durable(bytes.clone()));
    folder.unsynced.removeIf(change -> change.name().equals(name(file)));
    witness.changed();
  }

  @Override
  public Space space(Path folder) {
    return new Space(1L << 40, room == Long.MAX_VALUE ? 1L << 39 : room, readOnly);
  }

  @Override
  public long device(Path place) {
    return ownDisk && place.startsWith("footage") ? 2 : 1;
  }

  @Override
  public Optional<AutoCloseable> lock(Path file) {
    if (locked) {
      return Optional.empty();
    }
    locked = true;
    return Optional.of(() -> locked = false);
  }
}
