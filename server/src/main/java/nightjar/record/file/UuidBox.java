package nightjar.record.file;

import java.nio.ByteBuffer;
import java.util.UUID;
import nightjar.container.fmp4.BoxHeader;

/// A box that players hop over (ISO/IEC 14496-12, 4.2 and 11.1): ours have a UUID each.
final class UuidBox {
  static final int HEADER = 24;

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
