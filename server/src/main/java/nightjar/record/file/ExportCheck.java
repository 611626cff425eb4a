package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Sha256;

/// An export held against a key: its pieces are put together again from its samples and its proof.
///
/// @param parts one for each stretch of pieces that follow one another in one file
/// @param verdict of it all
public record ExportCheck(List<Part> parts, Verdict verdict) {
  private static final long ROUNDING = 1; // microseconds
  private static final long GAP = 3 * 90_000; // ticks; no longer one is within a stretch

  /// A stretch.
  ///
  /// @param number of its file in the camera's chain; 0 where it has no seal
  /// @param from wall time, microseconds since 1970
  public record Part(Heading heading, long number, long from, long to, Verdict verdict) {
    /// Whether this may stand before another: footage of one rendition, in the order recorded.
    private boolean comesBefore(Part next) {
      boolean ofOne =
          heading.camera().equals(next.heading.camera())
              && heading.rendition().equals(next.heading.rendition());
      boolean inOrder =
          number == 0
              || next.number == 0
              || number < next.number
              || (number == next.number && to <= next.from + ROUNDING);
      return ofOne && inOrder;
    }
  }

  /// @return nothing where there is no proof of ours at the end
  /// @throws IOException it cannot be read
  public static Optional<ExportCheck> of(Readable file, ProofKey key) throws IOException {
    var box = UuidBox.atEnd(ProofBox.ID, file, Integer.MAX_VALUE);
    if (box.isEmpty()) {
      return Optional.empty();
    }
    try {
      var rebuilt = ProofBox.read(box.get());
      return Optional.of(check(rebuilt, file, key));
    } catch (BadFileException e) {
      var changed = new Verdict.Changed(String.valueOf(e.getMessage()), 0, 0);
      return Optional.of(new ExportCheck(List.of(), changed));
    }
  }

  private static ExportCheck check(ProofBox.Rebuilt rebuilt, Readable file, ProofKey key)
      throws IOException {
    var layout = rebuilt.layout();
    if (file.size() != layout.size()) {
      return new ExportCheck(List.of(), new Verdict.Changed("its length", 0, 0));
    }
    var parts = new ArrayList<Part>();
    long at = layout.head().remaining();
    for (var part : rebuilt.proof().parts()) {
      at = new PartCheck(part, file, key).run(at, parts);
    }
    var around = frame(layout, file, at).or(() -> order(parts));
    return new ExportCheck(List.copyOf(parts), verdict(parts, around));
  }

  /// Whether all around the samples is as it follows from the proof.
  private static Optional<Verdict> frame(Export.Layout layout, Readable file, long end)
      throws IOException {
    var head = file.fill(ByteBuffer.allocate(layout.head().remaining()), 0);
    var tail = file.fill(ByteBuffer.allocate(layout.proof().remaining()), end);
    if (!tail.equals(layout.proof())) {
      return Optional.of(new Verdict.Changed("its proof", 0, 0));
    }
    return head.equals(layout.head())
        ? Optional.empty()
        : Optional.of(new Verdict.Changed("its table of pictures and times", 0, 0));
  }

  private static Optional<Verdict> order(List<Part> parts) {
    for (int i = 1; i < parts.size(); i++) {
      if (!parts.get(i - 1).comesBefore(parts.get(i))) {
        var part = parts.get(i);
        return Optional.of(new Verdict.Changed("the order of its parts", part.from, part.to));
      }
    }
    return Optional.empty();
  }

  private static Verdict verdict(List<Part> parts, Optional<Verdict> frame) {
    var verdicts = new ArrayList<Verdict>();
    parts.forEach(part -> verdicts.add(part.verdict));
    frame.ifPresent(verdicts::add);
    return verdicts.stream()
        .filter(one -> one instanceof Verdict.Foreign || one instanceof Verdict.Changed)
        .findFirst()
        .or(() -> verdicts.stream().filter(one -> !(one instanceof Verdict.Whole)).findFirst())
        .orElseGet(() -> whole(parts));
  }

  private static Verdict whole(List<Part> parts) {
    boolean mended =
        parts.stream().anyMatch(p -> p.verdict instanceof Verdict.Whole w && w.mended());
    return new Verdict.Whole(parts.getFirst().from, parts.getLast().to, mended);
  }

  /// What was taken from one file.
  private record PartCheck(ProofBox.Part part, Readable file, ProofKey key) {
    /// @param at where its first sample is
    /// @return where the first sample of the next part is
    long run(long at, List<Part> to) throws IOException {
      var seal = part.seal();
      var wrong = seal.isPresent() ? wrong(seal.get()) : Optional.<Verdict>empty();
      long next = at;
      int start = 0; // of the stretch
      var verdict = wrong;
      for (int i = 0; i < part.pieces().size(); i++) {
        if (i > start && !follows(i)) {
          to.add(stretch(start, i, verdict));
          start = i;
          verdict = wrong;
        }
        var changed = verdict.isPresent() ? verdict : changed(i, next);
        verdict = changed;
        next += part.pieces().get(i).fragment().payload();
      }
      to.add(stretch(start, part.pieces().size(), verdict));
      return next;
    }

    private Optional<Verdict> wrong(Seal seal) {
      long start = part.heading().wall();
      var distrust = Verification.distrust(seal, key, start, start);
      if (distrust.isPresent()) {
        return distrust;
      }
      return Hash.of(part.header()).equals(seal.header())
          ? Optional.empty()
          : Optional.of(new Verdict.Changed("the header of a file", start, start));
    }

    /// Whether a piece is the next in its file, and begins about when the one before it ends.
    private boolean follows(int i) {
      var before = part.pieces().get(i - 1);
      var piece = part.pieces().get(i);
      long elapsed = piece.fragment().decodeTime() - before.fragment().decodeTime();
      return piece.index() == before.index() + 1 && Math.abs(elapsed - before.duration()) <= GAP;
    }

    private Optional<Verdict> changed(int i, long at) throws IOException {
      var piece = part.pieces().get(i);
      var digest = Sha256.begin();
      digest.update(piece.bytes());
      var whole = Sealing.digest(file, at, piece.fragment().payload(), digest);
      boolean same = part.seal().isEmpty() || sealed(piece.index(), part.seal().get(), whole);
      var heading = part.heading();
      long start = piece.fragment().decodeTime();
      return same
          ? Optional.empty()
          : Optional.of(
              new Verdict.Changed(
                  "piece %d of a file".formatted(piece.index() + 1),
                  heading.wallAt(start),
                  heading.wallAt(start + piece.fragment().duration())));
    }

    private static boolean sealed(int index, Seal seal, Hash piece) {
      var sealed = seal.pieces();
      return index >= 0 && index < sealed.size() && sealed.get(index).equals(piece);
    }

    private Part stretch(int from, int to, Optional<Verdict> wrong) {
      var heading = part.heading();
      var last = part.pieces().get(to - 1).fragment();
      long start = heading.wallAt(part.pieces().get(from).fragment().decodeTime());
      long end = heading.wallAt(last.decodeTime() + last.duration());
      var verdict =
          wrong.orElseGet(
              () ->
                  part.seal().isPresent()
                      ? new Verdict.Whole(start, end, part.seal().get().mended())
                      : new Verdict.Unsealed(start, end));
      return new Part(heading, part.seal().map(Seal::number).orElse(0L), start, end, verdict);
    }
  }
}
