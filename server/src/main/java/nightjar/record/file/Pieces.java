package nightjar.record.file;

import java.nio.ByteBuffer;
import nightjar.container.fmp4.FragmentHead;
import org.jspecify.annotations.Nullable;

/// Collects a file's samples, and makes pieces of them.
///
/// Reuses its memory: no allocation per picture once the largest piece has been seen. Of one
/// thread.
public final class Pieces {
  static final int MOST_SAMPLES = 256;
  static final int MOST_BYTES = 32 << 20;

  private static final int ROOM = FragmentHead.length(MOST_SAMPLES);
  private static final int START_BYTES = 256 << 10;

  private final long length; // ticks
  private final FragmentHead head = new FragmentHead(MOST_SAMPLES);
  private ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM + START_BYTES).position(ROOM);
  private boolean started; // whether the file has a first sample
  private long origin; // ticks of the file's first sample
  private long at; // where the next piece begins in the file
  private int sequence;
  private long first; // ticks of the piece's first sample
  private long last;
  private boolean idr; // of the first sample
  private @Nullable Piece piece;

  /// @param length at which a piece is complete, in ticks
  public Pieces(long length) {
    if (length <= 0) {
      throw new IllegalArgumentException("pieces of " + length + " ticks");
    }
    this.length = length;
  }

  /// Starts a file: its first sample is at 0, its first piece behind the header.
  ///
  /// @param header bytes of the file before the first piece
  public void begin(long header) {
    discard();
    started = false;
    at = header;
    sequence = 0;
    piece = null;
  }

  public boolean isEmpty() {
    return head.samples() == 0;
  }

  /// Ticks of the first sample collected, when there is one.
  public long since() {
    return first;
  }

  /// Bytes collected.
  public long bytes() {
    return head.payload();
  }

  /// Whether what is collected must be finished before this picture is added.
  public boolean complete(long ticks, boolean idr, int size) {
    return !isEmpty()
        && (idr || ticks - first >= length || head.full() || head.payload() + size > MOST_BYTES);
  }

  /// @param sample an access unit, length-prefixed; only read, from position to limit
  /// @param ticks when it is shown, on the stream's own clock; later than the one before
  /// @param duration nominal, in ticks; for the last of a piece that nothing follows at once
  public void add(ByteBuffer sample, long ticks, int duration, boolean idr) {
    int size = sample.remaining();
    check(ticks, idr, size);
    if (isEmpty()) {
      first = ticks;
      this.idr = idr;
      if (!started) {
        origin = ticks;
        started = true;
      }
    } else {
      head.lastDuration(duration(ticks));
    }
    makeRoom(size);
    buffer.put(buffer.position(), sample, sample.position(), size); // needs no view
    buffer.position(buffer.position() + size);
    head.add(size, Math.max(1, duration), idr);
    last = ticks;
  }

  private void check(long ticks, boolean idr, int size) {
    if (complete(ticks, idr, size)) {
      throw new IllegalStateException("the piece must be finished before this picture");
    }
    if (size == 0 || size > MOST_BYTES) {
      throw new IllegalArgumentException("a sample of " + size + " bytes");
    }
    if (started && ticks <= last) {
      throw new IllegalArgumentException("%d does not come after %d".formatted(ticks, last));
    }
  }

  /// Makes a piece of what is collected, its last sample as long as is nominal.
  ///
  /// @return its bytes, good until the next sample is added
  public ByteBuffer finish() {
    var samples = head.samples();
    if (samples == 0) {
      throw new IllegalStateException("there is nothing to make a piece of");
    }
    int start = ROOM - head.length();
    var bytes = buffer.duplicate().flip().position(start);
    head.write(buffer.duplicate().clear().position(start), ++sequence, first - origin);
    piece = pieceOf(bytes.remaining());
    at += bytes.remaining();
    discard();
    return bytes;
  }

  /// The same, its last sample lasting to `end`, the ticks of the picture that follows.
  public ByteBuffer finish(long end) {
    if (!isEmpty()) {
      head.lastDuration(duration(end));
    }
    return finish();
  }

  /// The piece finished last.
  public Piece piece() {
    if (piece == null) {
      throw new IllegalStateException("no piece was finished yet");
    }
    return piece;
  }

  /// Forgets what is collected.
  public void discard() {
    head.clear();
    buffer.clear().position(ROOM);
  }

  private Piece pieceOf(int bytes) {
    return new Piece(
        at, bytes, head.length() - 8, first - origin, head.duration(), head.samples(), idr);
  }

  private int duration(long next) {
    return (int) Math.clamp(next - last, 1L, (long) Integer.MAX_VALUE);
  }

  private void makeRoom(int size) {
    if (buffer.remaining() < size) {
      long most = ROOM + 2L * MOST_BYTES;
      int wanted =
          (int) Math.min(most, Math.max(2L * buffer.capacity(), buffer.position() + (long) size));
      buffer = ByteBuffer.allocateDirect(wanted).put(buffer.flip());
    }
  }
}
