package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nightjar.container.fmp4.BadBoxException;
import nightjar.container.fmp4.BoxHeader;
import nightjar.container.fmp4.MovieFragment;

/// One walk through a file's boxes. Whatever they say, no more memory is taken than the file has
/// bytes, and nothing that is not as we write it is believed.
final class Scan {
  private static final int WINDOW = 4096;
  private static final int LONGEST_MOOF = 64 << 10;
  private static final int LONGEST_INIT = 256 << 10;
  private static final int MDAT_HEADER = 8;

  private final Readable file;
  private final Consumer<ByteBuffer> heads;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private final List<Piece> pieces = new ArrayList<>();
  private long at;

  /// @param heads is handed what each piece has before its samples; only until it returns
  Scan(Readable file, Consumer<ByteBuffer> heads) throws IOException {
    this.file = file;
    this.heads = heads;
    this.size = file.size();
  }

  Anatomy run() throws IOException {
    int init = init();
    var heading = heading();
    int header = (int) at;
    while (piece()) {
      at = pieces.getLast().endAt();
    }
    var seal = seal();
    long whole = at + seal.map(Seal::length).orElse(0);
    return new Anatomy(heading, header, init, pieces, whole, seal, size);
  }

  private int init() throws IOException {
    skip(BoxHeader.FTYP, "ftyp");
    skip(BoxHeader.MOOV, "moov");
    return (int) at;
  }

  private void skip(int type, String name) throws IOException {
    var box = header();
    if (box.isEmpty() || box.get().type() != type || at + box.get().size() > LONGEST_INIT) {
      throw new BadFileException("no file of footage: there is no " + name + " where one belongs");
    }
    at += box.get().size();
  }

  private Heading heading() throws IOException {
    var box = header();
    if (box.isEmpty()
        || !UuidBox.is(Heading.ID, box.get(), window)
        || box.get().size() > UuidBox.HEADER + Heading.LONGEST
        || box.get().size() > window.remaining()) {
      throw new BadFileException("no file of footage: it has no heading");
    }
    int length = (int) box.get().size() - UuidBox.HEADER;
    try {
      return Heading.parse(window.slice(UuidBox.HEADER, length));
    } catch (BadFileException e) {
      throw e;
    } catch (IOException e) { // no text, no JSON
      throw new BadFileException("its heading is wrong: " + e.getMessage(), e);
    } finally {
      at += box.get().size();
    }
  }

  private Optional<BoxHeader> header() throws IOException {
    file.fill(window.clear(), at);
    return BoxHeader.read(window, size - at);
  }

  /// Adds the piece at this place, if a whole one is here.
  private boolean piece() throws IOException {
    var box = header();
    if (box.isEmpty() || box.get().type() != BoxHeader.MOOF || box.get().size() > LONGEST_MOOF) {
      return false;
    }
    int length = (int) box.get().size();
    var bytes = bytes(length + MDAT_HEADER);
    if (bytes.remaining() < length + MDAT_HEADER) {
      return false;
    }
    try {
      var moof = MovieFragment.parse(bytes.slice(bytes.position(), length));
      var head = bytes.slice(bytes.position(), length + MDAT_HEADER);
      if (!follows(moof) || !add(moof, bytes)) {
        return false;
      }
      heads.accept(head);
      return true;
    } catch (BadBoxException _) {
      return false;
    }
  }

  private boolean add(MovieFragment moof, ByteBuffer bytes) {
    var box = BoxHeader.read(bytes.position(moof.length()), size - at - moof.length());
    if (box.isEmpty()
        || box.get().type() != BoxHeader.MDAT
        || box.get().header() != MDAT_HEADER
        || box.get().size() != moof.mdat()) {
      return false;
    }
    return pieces.add(
        new Piece(
            at,
            moof.length() + moof.mdat(),
            moof.length(),
            moof.decodeTime(),
            moof.duration(),
            moof.samples(),
            moof.idr(0)));
  }

  private boolean follows(MovieFragment moof) {
    return moof.sequence() == pieces.size() + 1
        && (pieces.isEmpty()
            ? moof.decodeTime() == 0
            : moof.decodeTime() > pieces.getLast().start());
  }

  private Optional<Seal> seal() throws IOException {
    var box = header();
    if (box.isEmpty()
        || !UuidBox.is(Seal.ID, box.get(), window)
        || box.get().size() > Seal.LONGEST) {
      return Optional.empty();
    }
    try {
      var bytes = bytes((int) box.get().size());
      return Optional.of(Seal.parse(bytes.position(UuidBox.HEADER)));
    } catch (BadFileException _) {
      return Optional.empty();
    }
  }

  /// As many bytes from this place as the file has.
  private ByteBuffer bytes(int count) throws IOException {
    return count <= window.remaining()
        ? window.duplicate().limit(count)
        : file.fill(ByteBuffer.allocate((int) Math.min(count, size - at)), at);
  }
}
