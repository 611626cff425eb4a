package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import nightjar.container.fmp4.BoxHeader;

/// One file held against a key.
///
/// The seal is looked for at the end as well as behind the pieces, so that a broken box on the way
/// there is told from a file that was cut.
///
/// @param anatomy what could be read of it
/// @param seal also where something before it is broken
public record Verification(Verdict verdict, Optional<Anatomy> anatomy, Optional<Seal> seal) {
  /// @throws IOException it cannot be read
  public static Verification of(Readable file, ProofKey key) throws IOException {
    var found = sealAtEnd(file);
    try {
      var anatomy = Anatomy.read(file);
      var seal = anatomy.seal().or(() -> found);
      return new Verification(
          seal.isPresent() ? sealed(file, anatomy, seal.get(), key) : open(file, anatomy),
          Optional.of(anatomy),
          seal);
    } catch (BadFileException e) {
      boolean ours = found.isPresent() && found.get().signedBy(key);
      return new Verification(
          ours
              ? new Verdict.Changed("its heading", 0, 0)
              : new Verdict.Foreign(String.valueOf(e.getMessage())),
          Optional.empty(),
          found);
    }
  }

  /// Its place in its camera's chain, if its seal says so.
  ///
  /// @param name by which it is called there
  public Optional<Chain.Link> link(String name) {
    if (anatomy.isEmpty() || seal.isEmpty() || verdict instanceof Verdict.Foreign) {
      return Optional.empty();
    }
    var whole = anatomy.get();
    var sealed = seal.get();
    return Optional.of(
        new Chain.Link(
            name,
            sealed.number(),
            sealed.previous(),
            sealed.root(),
            whole.heading().wall(),
            whole.wall(whole.duration())));
  }

  private static Optional<Seal> sealAtEnd(Readable file) throws IOException {
    try {
      var content = UuidBox.atEnd(Seal.ID, file, Seal.LONGEST);
      return content.isPresent() ? Optional.of(Seal.parse(content.get())) : Optional.empty();
    } catch (BadFileException _) {
      return Optional.empty();
    }
  }

  private static Verdict open(Readable file, Anatomy anatomy) throws IOException {
    long end = anatomy.wall(anatomy.duration());
    if (anatomy.whole() == anatomy.size()) {
      return new Verdict.Unsealed(anatomy.heading().wall(), end);
    }
    var rest = file.fill(ByteBuffer.allocate(UuidBox.HEADER), anatomy.whole());
    var box = BoxHeader.read(rest, anatomy.size() - anatomy.whole());
    boolean one = box.isPresent() && anatomy.whole() + box.get().size() == anatomy.size();
    return one && box.get().type() != BoxHeader.MOOF // nothing but a seal belongs there
        ? changed("its seal", anatomy)
        : new Verdict.Cut(end);
  }

  private static Verdict sealed(Readable file, Anatomy anatomy, Seal seal, ProofKey key)
      throws IOException {
    long end = anatomy.wall(anatomy.duration());
    var distrust = distrust(seal, key, anatomy.heading().wall(), end);
    if (distrust.isPresent()) {
      return distrust.get();
    }
    var hashes = Sealing.of(anatomy, file);
    if (!hashes.header().equals(seal.header())) {
      return changed("its header", anatomy);
    }
    var piece = firstChanged(anatomy, seal, hashes);
    if (piece.isPresent()) {
      return piece.get();
    }
    return sealBytes(file, anatomy, seal)
        ? new Verdict.Whole(anatomy.heading().wall(), end, seal.mended())
        : changed("its seal, or something after it", anatomy);
  }

  /// Why a seal proves nothing, if so.
  ///
  /// @param from wall time of what it should prove
  static Optional<Verdict> distrust(Seal seal, ProofKey key, long from, long to) {
    if (seal.key().equals(key)) {
      return seal.signedBy(key)
          ? Optional.empty()
          : Optional.of(new Verdict.Changed("its seal", from, to));
    }
    return Optional.of(
        seal.signedBy(seal.key()) && !seal.signedBy(key)
            ? new Verdict.Foreign("signed with another key, " + seal.key().fingerprint())
            : new Verdict.Changed("its seal", from, to));
  }

  private static Optional<Verdict> firstChanged(Anatomy anatomy, Seal seal, Sealing hashes) {
    int sealed = seal.pieces().size();
    for (int i = 0; i < Math.max(sealed, hashes.pieces().size()); i++) {
      boolean same =
          i < sealed
              && i < hashes.pieces().size()
              && hashes.pieces().get(i).equals(seal.pieces().get(i));
      if (!same) {
        return Optional.of(changedPiece(anatomy, i, sealed));
      }
    }
    return Optional.empty();
  }

  private static Verdict changedPiece(Anatomy anatomy, int i, int of) {
    var what = "piece %d of %d".formatted(i + 1, of);
    var pieces = anatomy.pieces();
    long from = i == 0 ? 0 : pieces.get(i - 1).end(); // what a changed piece says is not believed
    if (i < pieces.size()) {
      long to = i + 1 < pieces.size() ? pieces.get(i + 1).start() : pieces.get(i).end();
      return new Verdict.Changed(what, anatomy.wall(from), anatomy.wall(Math.max(from, to)));
    }
    long at = anatomy.wall(from);
    return new Verdict.Changed(what + ", so that none after it can be told apart", at, at);
  }

  /// Whether the file ends with the seal's bytes, and with nothing behind or before them.
  private static boolean sealBytes(Readable file, Anatomy anatomy, Seal seal) throws IOException {
    var box = seal.box();
    if (anatomy.piecesEnd() + box.length != anatomy.size()) {
      return false;
    }
    var bytes = file.fill(ByteBuffer.allocate(box.length), anatomy.piecesEnd());
    return bytes.equals(ByteBuffer.wrap(box));
  }

  private static Verdict changed(String what, Anatomy anatomy) {
    return new Verdict.Changed(what, anatomy.heading().wall(), anatomy.wall(anatomy.duration()));
  }
}
