package nightjar.record.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.record.file.Heading;
import nightjar.record.file.Piece;
import nightjar.record.file.Seal;
import nightjar.record.file.Sealing;

/// A file from its opening to its seal: procedures W and C of docs/design/recording.md.
final class WritingFile implements Store.Writing {
  private static final byte[] NOTHING = {};

  private final Shelf shelf;
  private final Chains chains;
  private final Writings writings;
  private final Troubles troubles;
  private final Heading heading;
  private final Path path; // within the folder
  private final long id;
  private final Disk.Handle handle;
  private final Sealing sealing;

  private final ReentrantLock writing = new ReentrantLock(); // one step at a time
  private boolean closed; // guarded by writing
  private boolean doubtful; // guarded by writing: what the disk has of it is not known any more

  private final AtomicLong bytes; // whole ones
  private volatile long ticks; // where the last piece ends
  private final AtomicLong shift = new AtomicLong(); // microseconds: its start, corrected
  private volatile boolean event;
  private volatile boolean locked;

  private WritingFile(
      Shelf shelf,
      Chains chains,
      Writings writings,
      Troubles troubles,
      Heading heading,
      Shelf.Made made,
      ByteBuffer header) {
    this.shelf = shelf;
    this.chains = chains;
    this.writings = writings;
    this.troubles = troubles;
    this.heading = heading;
    this.path = made.path();
    this.handle = made.handle();
    this.id = writings.nextId();
    this.sealing = new Sealing(header);
    this.bytes = new AtomicLong(header.remaining());
  }

  /// W1 to W5; until W5 is done a power cut may leave nothing, or a file without a heading.
  static WritingFile begin(
      Shelf shelf,
      Chains chains,
      Writings writings,
      Troubles troubles,
      Heading heading,
      ByteBuffer init)
      throws IOException {
    var box = heading.box();
    var header = ByteBuffer.allocate(init.remaining() + box.length).put(init.duplicate()).put(box);
    header.flip();
    var day = Names.day(heading.camera(), heading.wall());
    var made = shelf.create(day, take -> Names.file(heading, take)); // W2, W3
    try {
      var file = new WritingFile(shelf, chains, writings, troubles, heading, made, header);
      made.handle().append(header); // W4, not synced: without a piece it is worth nothing
      shelf.disk.syncFolder(shelf.folder.resolve(day)); // W5
      shelf.ledger.footage(file.bytes());
      writings.began(file);
      return file;
    } catch (IOException e) {
      undo(shelf, made, e);
      throw e;
    }
  }

  private static void undo(Shelf shelf, Shelf.Made made, IOException because) {
    try {
      made.handle().close();
      shelf.disk.unlink(shelf.folder.resolve(made.path()));
    } catch (IOException e) { // the next start removes what has no heading
      because.addSuppressed(e);
    }
  }

  Path path() {
    return path;
  }

  Heading heading() {
    return heading;
  }

  /// W6.
  @Override
  public void append(Piece piece, ByteBuffer content) throws IOException {
    writing.lock();
    try {
      usable();
      if (piece.at() != bytes() || piece.length() != content.remaining() || piece.start() < ticks) {
        throw new IllegalArgumentException(
            "%s with %d bytes does not belong at %d, tick %d"
                .formatted(piece, content.remaining(), bytes(), ticks));
      }
      sealing.piece(content.duplicate());
      write(content.duplicate());
      bytes.addAndGet(content.remaining());
      ticks = piece.end();
      shelf.ledger.video(piece.payload());
      shelf.ledger.footage(piece.length() - piece.payload());
    } finally {
      writing.unlock();
    }
  }

  // How much of it the disk took is not known: no more is added, the file is left to be mended.
  private void write(ByteBuffer content) throws IOException {
    try {
      handle.append(content);
    } catch (IOException e) {
      doubtful = true;
      throw failed(e);
    }
  }

  /// W7.
  @Override
  public void sync() throws IOException {
    writing.lock();
    try {
      usable();
      synced();
    } finally {
      writing.unlock();
    }
  }

  // After a failed sync the kernel takes the pages for clean: what the disk has is not known, and
  // trying again would tell a lie.
  private void synced() throws IOException {
    long began = shelf.clock.ticks();
    try {
      handle.sync();
    } catch (IOException e) {
      doubtful = true;
      throw failed(e);
    }
    troubles.synced(shelf.clock.ticks() - began);
  }

  private IOException failed(IOException e) {
    var word = Troubles.word(e, shelf.disk, shelf.folder);
    troubles.failed(word);
    return new IOException(word.what() + " (" + shelf.folder.resolve(path) + ")", e);
  }

  private void usable() throws IOException {
    if (closed || doubtful) {
      throw new IOException(
          shelf.folder.resolve(path) + (closed ? " is closed" : " was left: its disk failed"));
    }
  }

  /// C1 to C4. Closed when it returns, whether or not it fails: then it is mended soon.
  @Override
  public void seal(byte[] activity, Optional<byte[]> jpeg) throws IOException {
    writing.lock();
    try {
      usable();
      if (ticks == 0) {
        shelf.discard(path); // nothing is in it
      } else {
        close(fitting(activity), jpeg.filter(j -> j.length <= Seal.MOST_THUMBNAIL));
      }
      end(false);
    } finally {
      if (!closed) {
        end(true);
      }
      writing.unlock();
    }
  }

  private static byte[] fitting(byte[] activity) {
    return activity.length <= Seal.MOST_ACTIVITY
        ? activity
        : Arrays.copyOf(activity, Seal.MOST_ACTIVITY);
  }

  private void close(byte[] activity, Optional<byte[]> jpeg) throws IOException {
    var chain = chains.of(heading.camera());
    chain.lock.lock();
    try {
      long number = chain.head().number() + 1; // C1
      var seal = sealing.seal(shelf.key, number, chain.head().root(), false, activity, jpeg);
      var box = ByteBuffer.wrap(seal.box());
      // C2. From here on a seal of this number may be on the disk: no other file gets it.
      chain.forward(new Index.Head(number, seal.root()));
      write(box.duplicate());
      synced(); // C3
      shelf.ledger.footage(box.remaining());
      shelf.index.add(List.of(row(seal, box.remaining()))); // C4
    } finally {
      chain.lock.unlock();
    }
  }

  private Row row(Seal seal, int sealed) {
    return new Row(
        0,
        heading.camera(),
        heading.rendition(),
        path.toString(),
        start(),
        end(),
        bytes() + sealed,
        seal.number(),
        seal.root(),
        heading.synced(),
        event,
        locked,
        false,
        seal.activity(),
        seal.jpeg().isEmpty() ? 0 : bytes() + seal.thumbnailOffset(),
        seal.thumbnail().length,
        heading.boot(),
        heading.mono());
  }

  @Override
  public void abandon() {
    writing.lock();
    try {
      if (!closed) {
        end(true);
      }
    } finally {
      writing.unlock();
    }
  }

  private void end(boolean left) {
    closed = true;
    try {
      handle.close();
    } catch (IOException _) {
      // nothing is asked of it any more
    }
    writings.ended(this);
    if (left) {
      writings.leave(new Writings.Left(path, heading, shift.get(), event));
    }
  }

  /// The store goes away under it.
  void orphan() {
    writing.lock();
    try {
      if (!closed) {
        closed = true;
        handle.close();
      }
    } catch (IOException _) {
      // its disk is gone
    } finally {
      writing.unlock();
    }
  }

  // --- what others want to know, and say

  @Override
  public long bytes() {
    return bytes.get();
  }

  /// Wall time, as far as it is corrected.
  long start() {
    return heading.wall() + shift.get();
  }

  private long end() {
    return heading.wallAt(ticks) + shift.get();
  }

  /// Keeps it from being closed until it is let go.
  ///
  /// @return whether it was open still; if not there is nothing to let go
  boolean hold() {
    writing.lock();
    if (closed) {
      writing.unlock();
      return false;
    }
    return true;
  }

  void letGo() {
    writing.unlock();
  }

  /// Corrects its start; its row will have it. Held meanwhile.
  void shift(long by) {
    shift.addAndGet(by);
  }

  boolean overlaps(String camera, long from, long to) {
    return heading.camera().equals(camera) && start() < to && end() > from;
  }

  boolean isLocked() {
    return locked;
  }

  void happened() {
    event = true;
  }

  /// L1 and L2 for a file that is still open; C4 tells the index.
  void lock(boolean keep) {
    locked = keep;
  }

  @Override
  public Footage footage() {
    return new Footage(
        id,
        heading.camera(),
        heading.rendition(),
        shelf.folder.resolve(path),
        start(),
        end(),
        bytes(),
        true,
        event,
        locked,
        false,
        NOTHING,
        0,
        0,
        heading.boot(),
        heading.mono());
  }
}
