package nightjar.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.base.Clock;
import nightjar.record.file.Heading;
import nightjar.record.file.Piece;
import nightjar.record.file.Pieces;
import nightjar.record.store.Store.Writing;
import nightjar.stream.Fragment;

/// One file while it is written: pictures in, pieces out, synced in time.
final class Take {
  static final long FULL = 60 * 90_000; // media ticks, as are the two below
  static final long LONGEST = 75 * 90_000;
  static final long GAP = 3 * 90_000;
  private static final long ON_ITS_WAY = 150_000; // microseconds
  private static final long HELD_BACK = 1_000_000; // likewise, of a quiet scene until it stirs

  private static final long CLEAN = Long.MAX_VALUE;

  private final Writing writing;
  private final Heading heading;
  private final Anchors.Anchor anchor;
  private final Pieces pieces;
  private final Limits limits;
  private final Clock clock;
  private final RecordCounts counts;
  private final Supplier<Optional<byte[]>> thumbnail;
  private final long first; // media ticks
  private long last;
  private long nominal; // of the last picture
  private long written; // where the pieces written so far end
  private long end; // as far as is known
  private long collecting; // ticks at which the piece was begun
  private int unwritten; // pictures
  private long unsynced = CLEAN; // ticks at which what is written and not synced was begun

  Take(
      Writing writing,
      Heading heading,
      Anchors.Anchor anchor,
      Pieces pieces,
      Limits limits,
      Clock clock,
      RecordCounts counts,
      Supplier<Optional<byte[]>> thumbnail,
      long first) {
    this.writing = writing;
    this.heading = heading;
    this.anchor = anchor;
    this.pieces = pieces;
    this.limits = limits;
    this.clock = clock;
    this.counts = counts;
    this.thumbnail = thumbnail;
    this.first = first;
    this.last = first - 1;
    this.written = first;
    this.end = first;
    pieces.begin(writing.bytes());
    counts.files.incrementAndGet();
  }

  Anchors.Anchor anchor() {
    return anchor;
  }

  /// Wall time at which it ends, so far.
  long wallEnd() {
    return heading.wallAt(end - first);
  }

  /// Media ticks since its first picture.
  long length(long ticks) {
    return ticks - first;
  }

  boolean isGap(long ticks) {
    return ticks - last > GAP;
  }

  /// The fragment is the caller's still.
  void add(Fragment fragment) throws IOException {
    // What is written lasted longer than it should have if this one was long on its way.
    long ticks = Math.max(Math.max(last + 1, written), fragment.pts().ticks());
    var sample = sample(fragment);
    if (pieces.complete(ticks, fragment.idr(), sample.remaining()) || isSlow()) {
      if (isGap(ticks)) {
        write(pieces.finish());
      } else {
        write(pieces.finish(ticks));
      }
      syncIfDue();
    }
    if (pieces.isEmpty()) {
      collecting = clock.ticks();
    }
    pieces.add(sample, ticks, fragment.duration(), fragment.idr());
    unwritten++;
    last = ticks;
    nominal = fragment.duration();
    end = ticks + fragment.duration();
  }

  /// Pictures of a quiet scene come about as often as pieces end: each ends the one before it.
  private boolean isSlow() {
    return !pieces.isEmpty() && nominal * 1e9 / 90_000 * 2 >= limits.piece().toNanos();
  }

  static ByteBuffer sample(Fragment fragment) {
    return fragment.bytes().position(fragment.payloadOffset());
  }

  /// No picture is there now: what is collected does not wait for the next for long.
  void idle() throws IOException {
    if (!pieces.isEmpty() && clock.ticks() - collecting >= limits.patience().toNanos()) {
      write(pieces.finish(untilNow()));
    }
    syncIfDue();
  }

  /// How long the last picture surely lasts: a next one may be on its way, and nobody knows when a
  /// quiet scene stirs.
  private long untilNow() {
    long mayCome = isSlow() ? HELD_BACK : ON_ITS_WAY;
    long micros = clock.ticks() / 1_000 - mayCome - heading.mono();
    return Math.clamp(first + micros * 9 / 100, last + 1, last + nominal);
  }

  private void syncIfDue() throws IOException {
    if (unsynced != CLEAN && clock.ticks() - unsynced >= limits.syncAfter().toNanos()) {
      sync();
    }
  }

  private void sync() throws IOException {
    long start = clock.ticks();
    writing.sync();
    counts.syncs.incrementAndGet();
    counts.syncNanos.addAndGet(clock.ticks() - start);
    unsynced = CLEAN;
  }

  private void write(ByteBuffer bytes) throws IOException {
    var piece = pieces.piece();
    int length = bytes.remaining();
    writing.append(piece, bytes);
    unwritten = 0;
    written = first + piece.end();
    unsynced = Math.min(unsynced, collecting);
    counts.bytes.addAndGet(length);
    counts.micros.addAndGet(micros(piece));
  }

  private static long micros(Piece piece) {
    return piece.duration() * 100 / 9;
  }

  /// @param next media ticks of the picture that follows at once; negative when none does
  void close(long next, Activity activity) throws IOException {
    if (!pieces.isEmpty()) {
      boolean follows = next >= 0 && !isGap(next);
      end = follows ? next : untilNow();
      write(pieces.finish(end));
    }
    int seconds = (int) Math.ceilDiv(end - first, 90_000L);
    writing.seal(activity.seconds(heading.mono() * 1_000, seconds), thumbnail.get());
  }

  /// What is written so far stays as it is.
  void abandon() {
    counts.lost.addAndGet(unwritten);
    pieces.discard();
    writing.abandon();
  }
}
