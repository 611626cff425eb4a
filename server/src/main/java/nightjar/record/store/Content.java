package nightjar.record.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import nightjar.record.file.Anatomy;
import nightjar.record.file.Piece;
import nightjar.record.file.Readable;

/// Whether a piece's pictures are there: after a power cut a file may be as long as it should be,
/// with zeros where bytes never reached the disk.
///
/// In H.264 (ISO/IEC 14496-10, 7.4.1) three zero bytes are in no NAL unit, and none ends with a
/// zero byte; so any hole of three bytes or more shows.
final class Content {
  private static final int LENGTH_PREFIX = 4;

  private Content() {}

  /// How many pieces, from the first on, are there whole.
  static int whole(Anatomy anatomy, Readable file) throws IOException {
    int count = 0;
    for (var piece : anatomy.pieces()) {
      if (!isWhole(piece, file)) {
        return count;
      }
      count++;
    }
    return count;
  }

  private static boolean isWhole(Piece piece, Readable file) throws IOException {
    var bytes = file.fill(ByteBuffer.allocate(piece.payload()), piece.payloadAt());
    while (bytes.remaining() > LENGTH_PREFIX) {
      int length = bytes.getInt();
      if (length <= 0 || length > bytes.remaining() || hasHole(bytes, length)) {
        return false;
      }
      bytes.position(bytes.position() + length);
    }
    return !bytes.hasRemaining();
  }

  private static boolean hasHole(ByteBuffer bytes, int length) {
    int end = bytes.position() + length;
    int zeros = 0;
    for (int i = bytes.position(); i < end; i++) {
      zeros = bytes.get(i) == 0 ? zeros + 1 : 0;
      if (zeros == 3) {
        return true;
      }
    }
    return zeros > 0;
  }
}
