package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Finds where one access unit ends and the next begins in a byte stream of Annex B (H.264
/// 7.4.1.2.3).
///
/// Made for one stream whose bytes come in pieces: remembers how far it has looked.
public final class AccessUnits {
  private int looked; // everything before was seen, and the first unit does not end there
  private boolean hasPicture; // a slice of the first unit was seen

  /// The first unit was taken away, and what comes behind it is now at the beginning.
  public void restart() {
    looked = 0;
    hasPicture = false;
  }

  /// Looks at the bytes there are, more than or as many as at the last call.
  ///
  /// @return how many bytes the first access unit has, -1 while its end has not come
  public int endOfFirst(MemorySegment stream, int length) {
    int i = looked;
    // Three bytes of start code, the header, and one of the slice header must be there.
    for (; i + 4 < length; i++) {
      if (at(stream, i + 2) > 1) {
        i += 2; // neither here nor in the next two can a start code begin
      } else if (at(stream, i) == 0 && at(stream, i + 1) == 0 && at(stream, i + 2) == 1) {
        if (begins(stream, i + 3)) {
          looked = i;
          return withZeros(stream, i);
        }
        i += 3;
      }
    }
    looked = Math.min(i, Math.max(0, length - 4));
    return -1;
  }

  /// Whether the NAL unit belongs to the next access unit.
  private boolean begins(MemorySegment stream, int header) {
    int type = NalType.of(stream.get(ValueLayout.JAVA_BYTE, header));
    return switch (type) {
      case NalType.SLICE, NalType.IDR -> {
        boolean first = (at(stream, header + 1) & 0x80) != 0; // first_mb_in_slice is 0
        boolean begins = hasPicture && first;
        hasPicture = true;
        yield begins;
      }
      case NalType.SEI, NalType.SPS, NalType.PPS, NalType.AUD, 14, 15, 16, 17, 18 -> hasPicture;
      default -> false;
    };
  }

  /// Zeros before a start code are the next NAL unit's (B.1).
  private static int withZeros(MemorySegment stream, int startCode) {
    int i = startCode;
    while (i > 0 && at(stream, i - 1) == 0) {
      i--;
    }
    return i;
  }

  private static int at(MemorySegment stream, int i) {
    return stream.get(ValueLayout.JAVA_BYTE, i) & 0xff;
  }

  /// Whether decoding may start at an access unit.
  public static boolean isIdr(MemorySegment annexB) {
    return firstSlice(annexB) == NalType.IDR;
  }

  /// Whether there is a picture in it, and not parameter sets alone.
  public static boolean hasPicture(MemorySegment annexB) {
    return firstSlice(annexB) != 0;
  }

  /// Its nal_unit_type, 0 when there is none.
  private static int firstSlice(MemorySegment annexB) {
    int length = (int) annexB.byteSize();
    for (int i = 0; i + 3 < length; i++) {
      if (at(annexB, i + 2) > 1) {
        i += 2;
      } else if (at(annexB, i) == 0 && at(annexB, i + 1) == 0 && at(annexB, i + 2) == 1) {
        int type = NalType.of(annexB.get(ValueLayout.JAVA_BYTE, i + 3));
        if (type == NalType.SLICE || type == NalType.IDR) {
          return type;
        }
        i += 2;
      }
    }
    return 0;
  }
}
