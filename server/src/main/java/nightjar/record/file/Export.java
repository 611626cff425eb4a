package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.container.fmp4.MovieFragment;
import nightjar.container.fmp4.PlainMp4;

/// A plain MP4 made of pieces of one camera's files, with what proves them behind the samples.
///
/// Pieces are taken whole, since a hash is of a whole one; an edit says what of them is shown.
public final class Export {
  static final int MDAT_HEADER = 8;

  private final PlainMp4 movie = new PlainMp4();
  private final List<ProofBox.Part> parts = new ArrayList<>();

  /// What there is to send: the head, then the samples of the pieces in their order, then the
  /// proof.
  ///
  /// @param payload bytes of all samples
  public record Layout(ByteBuffer head, long payload, ByteBuffer proof) {
    public long size() {
      return head.remaining() + payload + proof.remaining();
    }

    /// Position and limit are the caller's own.
    @Override
    public ByteBuffer head() {
      return head.asReadOnlyBuffer();
    }

    /// Position and limit are the caller's own.
    @Override
    public ByteBuffer proof() {
      return proof.asReadOnlyBuffer();
    }
  }

  /// Turns to another file: pieces added from now on are of it.
  ///
  /// @param header all its bytes before the first piece; stay as they are
  /// @param seal none while the file is still being written
  public void file(ByteBuffer header, Optional<Seal> seal) throws IOException {
    var bytes = new byte[header.remaining()];
    header.get(header.position(), bytes);
    var anatomy = Anatomy.read(Readable.of(bytes));
    movie.describe(ByteBuffer.wrap(bytes, 0, anatomy.init()));
    parts.add(new ProofBox.Part(anatomy.heading(), bytes, seal, new ArrayList<>()));
  }

  /// Adds a piece of the file turned to last.
  ///
  /// @param index of the piece in its file, from 0 on
  /// @param head its bytes before the samples: `moof`, and the header of `mdat`; copied
  /// @param duration ticks until the next piece added begins: its last picture is shown until then
  public void piece(int index, ByteBuffer head, long duration) throws IOException {
    var bytes = new byte[head.remaining()];
    head.get(head.position(), bytes);
    int moof = Math.max(0, bytes.length - MDAT_HEADER);
    var fragment = MovieFragment.parse(ByteBuffer.wrap(bytes, 0, moof));
    movie.add(fragment, duration);
    parts.getLast().pieces().add(new ProofBox.PieceHead(index, duration, bytes, fragment));
  }

  List<ProofBox.Part> parts() {
    return parts;
  }

  /// Bytes of all samples.
  public long payload() {
    return movie.payload();
  }

  /// Of all samples, in ticks.
  public long duration() {
    return movie.duration();
  }

  public Layout layout(PlainMp4.Edit edit) {
    var proof = ByteBuffer.wrap(new ProofBox(edit, parts).bytes());
    return new Layout(movie.head(edit, proof.remaining()), movie.payload(), proof);
  }
}
