package nightjar.container.fmp4;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What a box says of itself (ISO/IEC 14496-12, 4.2), so that a reader can hop over it.
///
/// @param type four characters, the first in the highest byte
/// @param header bytes before the content: 8, or 16 where the size has 64 bits
/// @param size of the whole box, in bytes
public record BoxHeader(int type, int header, long size) {
  public static final int FTYP = type("ftyp");
  public static final int MOOV = type("moov");
  public static final int MOOF = type("moof");
  public static final int MDAT = type("mdat");
  public static final int UUID = type("uuid");

  /// As much as any header needs.
  public static final int LONGEST = 16;

  private static final int SIZE_FOLLOWS = 1;

  /// Reads a header at the buffer's position, which stays.
  ///
  /// @param left bytes from there to the end of the file
  /// @return nothing where there is no whole box
  public static Optional<BoxHeader> read(ByteBuffer at, long left) {
    if (at.remaining() < Box.HEADER) {
      return Optional.empty();
    }
    int start = at.position();
    long size = Integer.toUnsignedLong(at.getInt(start));
    int header = Box.HEADER;
    if (size == SIZE_FOLLOWS) {
      header = LONGEST;
      size = at.remaining() < LONGEST ? 0 : at.getLong(start + Box.HEADER);
    }
    return size < header || size > left
        ? Optional.empty()
        : Optional.of(new BoxHeader(at.getInt(start + 4), header, size));
  }

  static int type(String name) {
    return ByteBuffer.wrap(Box.ascii(name)).getInt();
  }
}
