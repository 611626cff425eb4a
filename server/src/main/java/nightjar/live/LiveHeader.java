package nightjar.live;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import nightjar.stream.Fragment;
import nightjar.stream.Prefix;

/// The header of binary messages, written once in front of each fragment.
///
/// @param kind 2 fragment, 3 JPEG picture
/// @param rendition its id in the protocol
public record LiveHeader(int kind, int rendition) implements Prefix {
  public static final int SIZE = 32;
  static final int VERSION = 1;
  static final int INIT = 1;
  static final int FRAGMENT = 2;
  static final int JPEG = 3;
  static final int FLAG_IDR = 1;
  static final int FLAG_AFTER_GAP = 2;
  private static final int FLAGS_AT = 3;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  public static LiveHeader fragments(int rendition) {
    return new LiveHeader(FRAGMENT, rendition);
  }

  public static LiveHeader jpegs(int rendition) {
    return new LiveHeader(JPEG, rendition);
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public void write(Fragment fragment, MemorySegment to) {
    to.set(ValueLayout.JAVA_BYTE, 0, (byte) VERSION);
    to.set(ValueLayout.JAVA_BYTE, 1, (byte) kind);
    to.set(ValueLayout.JAVA_BYTE, 2, (byte) rendition);
    to.set(ValueLayout.JAVA_BYTE, FLAGS_AT, (byte) (fragment.idr() ? FLAG_IDR : 0));
    to.set(INT, 4, (int) fragment.sequence());
    to.set(LONG, 8, fragment.pts().ticks());
    to.set(LONG, 16, fragment.captured());
    to.set(INT, 24, fragment.duration());
    to.set(INT, 28, SIZE + fragment.payloadOffset());
  }

  /// The header of an init segment.
  static ByteBuffer ofInit(int rendition, long wallMicros) {
    var header = ByteBuffer.allocate(SIZE);
    header.put(0, (byte) VERSION).put(1, (byte) INIT).put(2, (byte) rendition);
    header.putLong(16, wallMicros).putInt(28, SIZE);
    return header;
  }

  /// A copy of a fragment's header that says it comes after a gap.
  static ByteBuffer afterGap(ByteBuffer message) {
    var header = ByteBuffer.allocate(SIZE);
    header.put(0, message, message.position(), SIZE);
    return header.put(FLAGS_AT, (byte) (header.get(FLAGS_AT) | FLAG_AFTER_GAP));
  }
}
