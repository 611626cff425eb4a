package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.container.fmp4.BadBoxException;
import nightjar.container.fmp4.MovieFragment;
import nightjar.record.file.Piece;

/// One picture of a piece.
///
/// @param at where its bytes are in the file
/// @param start in ticks from the file's first sample
record Sample(long at, int size, long start, int duration, boolean idr) {
  Sample until(long end) {
    return new Sample(at, size, start, Math.toIntExact(end - start), idr);
  }

  /// All of a piece, in order; the list is the caller's.
  static List<Sample> of(Piece piece, OpenFile file) throws IOException {
    var moof = ByteBuffer.allocate(piece.moof());
    file.readFully(moof, piece.at());
    return of(piece, moof.flip());
  }

  private static List<Sample> of(Piece piece, ByteBuffer moof) throws IOException {
    try {
      var fragment = MovieFragment.parse(moof);
      var samples = new ArrayList<Sample>(fragment.samples());
      long at = piece.payloadAt();
      long start = piece.start();
      for (int i = 0; i < fragment.samples(); i++) {
        int size = fragment.size(i);
        int duration = fragment.duration(i);
        samples.add(new Sample(at, size, start, duration, fragment.idr(i)));
        at += size;
        start += duration;
      }
      return samples;
    } catch (BadBoxException e) {
      throw new IOException("a piece of footage has changed: " + e.getMessage(), e);
    }
  }
}
