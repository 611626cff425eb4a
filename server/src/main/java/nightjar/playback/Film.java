package nightjar.playback;

import java.util.List;
import nightjar.record.file.Piece;
import nightjar.record.store.Footage;

/// A file as it is shown: how it is decoded, and where its pieces are.
///
/// @param codec as in RFC 6381
@SuppressWarnings("ArrayRecordComponent") // shared by all files that are decoded alike
record Film(Footage footage, String codec, byte[] init, List<Piece> pieces) {
  private static final long TICKS = 9; // in 100 microseconds
  private static final long MICROS = 100;

  Film {
    pieces = List.copyOf(pieces);
  }

  /// Without the pieces that come after so many.
  Film first(int count) {
    return count >= pieces.size() ? this : new Film(footage, codec, init, pieces.subList(0, count));
  }

  /// Wall time of a tick of this file.
  long wall(long ticks) {
    return footage.start() + ticks * MICROS / TICKS;
  }

  /// The last tick at or before a wall time; before the file's start it is below 0.
  long ticks(long wall) {
    return Math.ceilDiv((wall + 1 - footage.start()) * TICKS, MICROS) - 1;
  }

  long start() {
    return footage.start();
  }

  long end() {
    return pieces.isEmpty() ? start() : wall(pieces.getLast().end());
  }

  /// The last piece that begins at or before a wall time and with an IDR; the first one, if all
  /// begin later.
  int entry(long wall) {
    long ticks = ticks(wall);
    int found = 0;
    for (int i = 1; i < pieces.size() && pieces.get(i).start() <= ticks; i++) {
      if (pieces.get(i).idr()) {
        found = i;
      }
    }
    return found;
  }

  /// The tick until which a piece's last picture is shown: until the next piece, though what was
  /// written may end before that. A recorder that had to write before a late picture came did not
  /// know how long it would take.
  long shownUntil(int index) {
    return index + 1 < pieces.size() ? pieces.get(index + 1).start() : pieces.get(index).end();
  }

  /// How many pieces begin before a wall time.
  int before(long wall) {
    int count = 0;
    while (count < pieces.size() && wall(pieces.get(count).start()) < wall) {
      count++;
    }
    return count;
  }

  /// Other than any other file's.
  String identity() {
    return footage.camera() + '/' + footage.rendition() + '/' + footage.boot() + footage.mono();
  }
}
