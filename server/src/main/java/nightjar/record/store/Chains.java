package nightjar.record.store;

import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import nightjar.record.file.Hash;

/// Which number a camera's next seal has.
///
/// The highest number ever given is always on the disk: in a seal, or, when that seal's file is
/// removed, in the camera's `chain` file before that. So no number is given twice.
final class Chains {
  private static final System.Logger log = System.getLogger(Chains.class.getName());
  private static final long MOST = 1L << 52;

  private final Path folder;
  private final Disk disk;
  private final Index index;
  private final Map<String, Chain> chains = new ConcurrentHashMap<>();

  Chains(Path folder, Disk disk, Index index) {
    this.folder = folder;
    this.disk = disk;
    this.index = index;
  }

  /// One camera's.
  static final class Chain {
    /// Held from taking a number until its seal is durable: a chain has one end.
    final ReentrantLock lock = new ReentrantLock();

    private Index.Head head = Index.Head.NONE; // guarded by lock

    Index.Head head() {
      return head;
    }

    void forward(Index.Head to) {
      if (to.number() > head.number()) {
        head = to;
      }
    }
  }

  Chain of(String camera) throws IOException {
    var chain = chains.get(camera);
    if (chain == null) {
      var read = new Chain();
      read.forward(index.head(camera));
      read.forward(noted(camera));
      var raced = chains.putIfAbsent(camera, read);
      chain = raced == null ? read : raced;
    }
    return chain;
  }

  /// A seal was found in a file.
  void seen(String camera, long number, Hash root) throws IOException {
    var chain = of(camera);
    chain.lock.lock();
    try {
      chain.forward(new Index.Head(number, root));
    } finally {
      chain.lock.unlock();
    }
  }

  /// D1: a file of this number is about to be removed.
  void keep(String camera, long number) throws IOException {
    var chain = of(camera);
    chain.lock.lock();
    try {
      if (number > 0 && number >= chain.head.number()) {
        disk.replace(file(camera), text(chain.head).getBytes(UTF_8));
      }
    } finally {
      chain.lock.unlock();
    }
  }

  private Index.Head noted(String camera) throws IOException {
    var bytes = disk.read(file(camera));
    if (bytes.isEmpty()) {
      return Index.Head.NONE;
    }
    try {
      var o = JsonObject.parse(new String(bytes.get(), UTF_8));
      return new Index.Head((long) o.number("number", 0, MOST), Hash.ofHex(o.string("root")));
    } catch (BadJsonException | IllegalArgumentException e) {
      log.log(WARNING, "{0} is broken ({1}): numbers go on from the newest file", file(camera), e);
      return Index.Head.NONE;
    }
  }

  private static String text(Index.Head head) {
    return Json.text(Json.object("number", head.number(), "root", head.root().hex()));
  }

  private Path file(String camera) {
    return folder.resolve(camera).resolve(Names.CHAIN);
  }
}
