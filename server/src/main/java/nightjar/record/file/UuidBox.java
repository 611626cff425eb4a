package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import nightjar.container.fmp4.BoxHeader;

/// A box that players hop over (ISO/IEC 14496-12, 4.2 and 11.1): ours have a UUID each.
final class UuidBox {
  static final int HEADER = 24;

  private static final int LENGTH_FIELD = 4;

  private UuidBox() {}

  static byte[] of(UUID id, byte[] content) {
    int size = HEADER + content.length;
    return ByteBuffer.allocate(size)
        .putInt(size)
        .putInt(BoxHeader.UUID)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .put(content)
        .array();
  }

  /// Content of the box at a file's end, found by its own last four bytes, which are its length.
  static Optional<ByteBuffer> atEnd(UUID id, Readable file, int longest) throws IOException {
    long size = file.size();
    var field = file.fill(ByteBuffer.allocate(LENGTH_FIELD), Math.max(0, size - LENGTH_FIELD));
    int length = field.remaining() == LENGTH_FIELD ? field.getInt(0) : 0;
    if (length <= HEADER || length > Math.min(size, longest)) {
      return Optional.empty();
    }
    var box = file.fill(ByteBuffer.allocate(length), size - length);
    boolean ours =
        box.remaining() == length
            && box.getLong(8) == id.getMostSignificantBits()
            && box.getLong(16) == id.getLeastSignificantBits();
    return ours ? Optional.of(box.position(HEADER)) : Optional.empty();
  }

  /// Whether a box with this header begins at the position.
  static boolean is(UUID id, BoxHeader header, ByteBuffer at) {
    return header.type() == BoxHeader.UUID
        && header.header() == 8
        && header.size() >= HEADER
        && at.remaining() >= HEADER
        && at.getLong(at.position() + 8) == id.getMostSignificantBits()
        && at.getLong(at.position() + 16) == id.getLeastSignificantBits();
  }
}
