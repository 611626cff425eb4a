package nightjar.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.FakeClock;
import nightjar.record.file.Heading;
import nightjar.record.file.Piece;
import nightjar.record.store.Footage;
import nightjar.record.store.Store.Writing;

/// Files as text: `0.0-4.0 III` is one that lasts so long on the stream's clock, with a letter for
/// each piece: `I` where it begins with an IDR, else `p`; then `!` when it is sealed, `~` when it
/// is abandoned.
final class FakeShelf implements Shelf {
  final List<Tape> tapes = new ArrayList<>();
  private final FakeClock clock;
  String broken = "";
  long newest;
  long worst; // age of the oldest picture that was not synced, in ticks

  FakeShelf(FakeClock clock) {
    this.clock = clock;
  }

  @Override
  public Writing begin(Heading heading, ByteBuffer init) throws IOException {
    fail();
    var tape = new Tape(heading);
    tapes.add(tape);
    return tape;
  }

  @Override
  public long newestEnd(String camera, Rendition rendition) {
    return newest;
  }

  private void fail() throws IOException {
    if (!broken.isEmpty()) {
      throw new IOException(broken);
    }
  }

  String files() {
    return String.join(" | ", tapes.stream().map(Tape::text).toList());
  }

  final class Tape implements Writing {
    final Heading heading;
    final List<Piece> pieces = new ArrayList<>();
    int syncs;
    byte[] activity = {};
    Optional<byte[]> jpeg = Optional.empty();
    private String ended = "";
    private long bytes = 1000;

    private Tape(Heading heading) {
      this.heading = heading;
    }

    @Override
    public void append(Piece piece, ByteBuffer data) throws IOException {
      fail();
      if (piece.at() != bytes || piece.length() != data.remaining()) {
        throw new AssertionError(piece + " does not follow " + bytes);
      }
      bytes += piece.length();
      pieces.add(piece);
    }

    @Override
    public void sync() throws IOException {
      fail();
      syncs++;
    }

    @Override
    public void seal(byte[] seen, Optional<byte[]> thumbnail) throws IOException {
      fail();
      activity = seen;
      jpeg = thumbnail;
      ended = "!";
    }

    @Override
    public void abandon() {
      ended = "~";
    }

    @Override
    public Footage footage() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long bytes() {
      return bytes;
    }

    long end() {
      return pieces.isEmpty() ? 0 : pieces.getLast().end();
    }

    private String text() {
      var letters = new StringBuilder();
      pieces.forEach(p -> letters.append(p.idr() ? 'I' : 'p'));
      double from = heading.mono() / 1e6;
      return "%.1f-%.1f %s%s".formatted(from, from + end() / 90_000.0, letters, ended);
    }
  }
}
