package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// Where the NAL units of one Annex B access unit are (H.264 B.1).
///
/// Reused from picture to picture, so that finding them allocates nothing once the largest count
/// has been seen. Any bytes will do: what precedes the first start code is skipped, and an index of
/// nothing but one-byte NAL units takes at most six times the memory they do.
public final class NalIndex {
  /// Longer than any access unit, and short enough that its length-prefixed form fits an `int`.
  private static final int MAX_BYTES = 1 << 30;

  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = ONES << 7;

  // Three numbers a NAL unit: offset, length, type.
  private int[] units = new int[3 * 16];
  private int count;

  public void read(MemorySegment annexB) {
    if (annexB.byteSize() > MAX_BYTES) {
      throw new IllegalArgumentException("access unit of " + annexB.byteSize() + " bytes");
    }
    int end = (int) annexB.byteSize();
    count = 0;
    int startCode = findStartCode(annexB, 0, end);
    while (startCode < end) {
      int offset = startCode + 3;
      startCode = findStartCode(annexB, offset, end);
      addIfPresent(annexB, offset, beforeZeros(annexB, offset, startCode));
    }
  }

  public int count() {
    return count;
  }

  /// Of the NAL unit header, behind the start code.
  public int offset(int i) {
    return units[3 * Objects.checkIndex(i, count)];
  }

  /// In bytes, the NAL unit header included and trailing zeros not.
  public int length(int i) {
    return units[3 * Objects.checkIndex(i, count) + 1];
  }

  /// One of [NalType], or another nal_unit_type.
  public int type(int i) {
    return units[3 * Objects.checkIndex(i, count) + 2];
  }

  private void addIfPresent(MemorySegment annexB, int offset, int end) {
    if (end == offset) {
      return;
    }
    int at = 3 * count++;
    if (at == units.length) {
      units = Arrays.copyOf(units, 2 * at);
    }
    units[at] = offset;
    units[at + 1] = end - offset;
    units[at + 2] = NalType.of(annexB.get(ValueLayout.JAVA_BYTE, offset));
  }

  /// Returns where the next 00 00 01 begins, or `end`. Takes eight bytes in one step where none of
  /// them is zero, as in nearly all of a coded picture.
  private static int findStartCode(MemorySegment in, int from, int end) {
    int i = from;
    while (i <= end - Long.BYTES) {
      long word = in.get(WORD, i);
      // The lowest bit set marks the first zero byte; those above may err.
      long zeros = (word - ONES) & ~word & HIGHS;
      if (zeros == 0) {
        i += Long.BYTES;
      } else {
        i += Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
        if (isStartCode(in, i, end)) {
          return i;
        }
        i++;
      }
    }
    while (i < end && !isStartCode(in, i, end)) {
      i++;
    }
    return i;
  }

  private static boolean isStartCode(MemorySegment in, int i, int end) {
    return i <= end - 3
        && in.get(ValueLayout.JAVA_BYTE, i) == 0
        && in.get(ValueLayout.JAVA_BYTE, i + 1) == 0
        && in.get(ValueLayout.JAVA_BYTE, i + 2) == 1;
  }

  private static int beforeZeros(MemorySegment in, int from, int end) {
    int i = end;
    while (i > from && in.get(ValueLayout.JAVA_BYTE, i - 1) == 0) {
      i--;
    }
    return i;
  }
}
