package nightjar.record.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.record.file.Anatomy;
import nightjar.record.file.BadFileException;
import nightjar.record.file.Seal;
import nightjar.record.file.Sealing;

/// Brings files that the index lacks into it: procedure M of docs/design/recording.md.
final class Mending {
  private final Shelf shelf;
  private final Chains chains;
  private final Mends mends;

  /// @param mends what is done is added to these
  Mending(Shelf shelf, Chains chains, Mends mends) {
    this.shelf = shelf;
    this.chains = chains;
    this.mends = mends;
  }

  /// What a file without a row turned out to be.
  sealed interface Found {
    /// There is nothing in it: not even a heading, or no whole piece.
    record Empty(String why) implements Found {}

    /// Sealed, and as its seal says as far as was looked.
    record Sealed(Anatomy anatomy, Seal seal) implements Found {}

    /// Its end was lost.
    ///
    /// @param whole how many of its pieces are there
    record Torn(Anatomy anatomy, int whole) implements Found {}
  }

  /// M1: looks, and changes nothing.
  ///
  /// @param closely its pieces are held against its seal, for it may have been closed just before
  ///   the power was cut; else its seal's signature alone is checked
  Found look(Path path, boolean closely) throws IOException {
    try (var file = shelf.disk.open(shelf.folder.resolve(path), false)) {
      var anatomy = Anatomy.read(file);
      if (anatomy.pieces().isEmpty()) {
        return new Found.Empty("it has no whole piece");
      }
      var seal = anatomy.seal().filter(s -> s.signedBy(s.key()));
      int whole = 0;
      if (seal.isPresent()) {
        whole = closely ? matching(seal.get(), Sealing.of(anatomy, file)) : anatomy.pieces().size();
        if (whole == anatomy.pieces().size() && whole == seal.get().pieces().size()) {
          return new Found.Sealed(anatomy, seal.get());
        }
      } else {
        whole = Content.whole(anatomy, file);
      }
      return whole == 0
          ? new Found.Empty("no piece of it is whole")
          : new Found.Torn(anatomy, whole);
    } catch (BadFileException e) {
      return new Found.Empty(String.valueOf(e.getMessage()));
    }
  }

  // What the seal does not vouch for is not sealed again: nothing that was changed gets our
  // signature.
  private static int matching(Seal seal, Sealing found) {
    if (!seal.header().equals(found.header())) {
      return 0;
    }
    int most = Math.min(seal.pieces().size(), found.pieces().size());
    int count = 0;
    while (count < most && seal.pieces().get(count).equals(found.pieces().get(count))) {
      count++;
    }
    return count;
  }

  /// M2: a file with nothing in it goes.
  void discard(Path path, String why) throws IOException {
    shelf.discard(path);
    say(shelf.folder.resolve(path), "removed: " + why);
  }

  /// M3 to M6: cut behind the last whole piece, sealed as mended.
  Row close(Path path, Found.Torn torn, boolean locked, long shift) throws IOException {
    var file = shelf.folder.resolve(path);
    var kept = torn.anatomy().pieces().subList(0, torn.whole());
    long end = kept.getLast().endAt();
    var old = torn.anatomy();
    var anatomy =
        new Anatomy(old.heading(), old.header(), old.init(), kept, end, Optional.empty(), end);
    try (var handle = shelf.disk.open(file, true)) {
      long cut = handle.size() - end;
      handle.truncate(end); // M3
      var row = seal(path, handle, anatomy, locked, shift);
      say(
          file,
          "its end was lost: %d bytes behind the last whole piece were cut off, and %d s of it sealed as mended"
              .formatted(cut, anatomy.duration() / 90_000));
      return row;
    }
  }

  /// A seal that is there although a piece it speaks of is not: its number is used up.
  void seen(Path path, Found.Torn torn) throws IOException {
    if (torn.anatomy().seal().filter(s -> s.signedBy(s.key())).isPresent()) {
      var camera = torn.anatomy().heading().camera();
      var seal = torn.anatomy().seal().get();
      chains.seen(camera, seal.number(), seal.root());
      shelf.index.forget(List.of(new Index.Garbage(path.toString(), camera, seal.number())));
    }
  }

  private Row seal(Path path, Disk.Handle handle, Anatomy anatomy, boolean locked, long shift)
      throws IOException {
    var chain = chains.of(anatomy.heading().camera());
    chain.lock.lock();
    try {
      long number = chain.head().number() + 1; // M4
      var seal =
          Sealing.of(anatomy, handle)
              .seal(shelf.key, number, chain.head().root(), true, new byte[0], Optional.empty());
      chain.forward(new Index.Head(number, seal.root())); // as C2
      var box = ByteBuffer.wrap(seal.box());
      shelf.ledger.footage(box.remaining());
      handle.append(box);
      handle.sync(); // M5
      return row(path, anatomy, seal, locked, shift);
    } finally {
      chain.lock.unlock();
    }
  }

  /// The row of a sealed file.
  static Row row(Path path, Anatomy anatomy, Seal seal, boolean locked, long shift) {
    var heading = anatomy.heading();
    long thumbnailAt = anatomy.piecesEnd() + seal.thumbnailOffset();
    return new Row(
        0,
        heading.camera(),
        heading.rendition(),
        path.toString(),
        heading.wall() + shift,
        heading.wallAt(anatomy.duration()) + shift,
        anatomy.piecesEnd() + seal.length(),
        seal.number(),
        seal.root(),
        heading.synced(),
        false,
        locked,
        seal.mended(),
        seal.activity(),
        seal.thumbnail().length == 0 ? 0 : thumbnailAt,
        seal.thumbnail().length,
        heading.boot(),
        heading.mono());
  }

  /// A file that its recorder left, while the store is open.
  void mend(Writings.Left left) throws IOException {
    try {
      var locked = isKept(left.path());
      switch (look(left.path(), true)) {
        case Found.Empty(var why) -> discard(left.path(), why);
        case Found.Sealed(var anatomy, var seal) -> {
          chains.seen(anatomy.heading().camera(), seal.number(), seal.root());
          add(row(left.path(), anatomy, seal, locked, left.shift()), left);
        }
        case Found.Torn torn -> {
          seen(left.path(), torn);
          add(close(left.path(), torn, locked, left.shift()), left);
        }
      }
    } catch (NoSuchFileException _) {
      say(shelf.folder.resolve(left.path()), "it is gone");
    }
  }

  // M6
  private void add(Row row, Writings.Left left) throws IOException {
    shelf.index.add(List.of(row.flagged(left.event(), row.locked())));
  }

  private boolean isKept(Path path) throws IOException {
    return shelf.disk.read(shelf.folder.resolve(Names.keep(path))).isPresent();
  }

  void say(Path file, String what) {
    mends.add(new Mend(shelf.clock.wallMicros(), file, what));
  }
}
