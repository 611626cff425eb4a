package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where everything is in a file, as far as it is whole.
///
/// @param header bytes before the first piece
/// @param init bytes of `ftyp` and `moov`, from the file's start
/// @param pieces those that are there whole, in order
/// @param whole end of the last whole piece, or of the seal
/// @param size of the file; more than `whole` where something torn or foreign follows
public record Anatomy(
    Heading heading,
    int header,
    int init,
    List<Piece> pieces,
    long whole,
    Optional<Seal> seal,
    long size) {
  public Anatomy {
    pieces = List.copyOf(pieces);
  }

  /// Hops over the boxes of a file: reads little of each piece, whatever its length.
  ///
  /// @throws BadFileException there is not even a heading
  /// @throws IOException it cannot be read
  public static Anatomy read(Readable file) throws IOException {
    return read(file, _ -> {});
  }

  /// The same.
  ///
  /// @param heads is handed what each piece has before its samples: `moof`, and the header of
  ///   `mdat`; only until it returns
  public static Anatomy read(Readable file, Consumer<ByteBuffer> heads) throws IOException {
    return new Scan(file, heads).run();
  }

  /// Of all pieces, in ticks: from the first sample to the end of the last.
  public long duration() {
    return pieces.isEmpty() ? 0 : pieces.getLast().end();
  }

  /// Where the pieces end and the seal begins, if there is one.
  public long piecesEnd() {
    return pieces.isEmpty() ? header : pieces.getLast().endAt();
  }

  /// Where the thumbnail is in the file, if there is one; its length is the seal's to say.
  public Optional<Long> thumbnailAt() {
    return seal.filter(s -> s.thumbnail().length > 0).map(s -> piecesEnd() + s.thumbnailOffset());
  }

  /// Wall time of a tick, in microseconds since 1970.
  public long wall(long ticks) {
    return heading.wallAt(ticks);
  }
}
