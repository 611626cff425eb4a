package nightjar.codec.h264;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// The bytes 03 that keep start codes out of a NAL unit (H.264 7.3.1, 7.4.1).
final class EmulationPrevention {
  private EmulationPrevention() {}

  /// Returns the NAL unit header and the RBSP.
  static byte[] remove(MemorySegment nal) {
    var out = new byte[Math.toIntExact(nal.byteSize())];
    int length = 0;
    int zeros = 0;
    for (int i = 0; i < out.length; i++) {
      byte b = nal.get(ValueLayout.JAVA_BYTE, i);
      if (zeros >= 2 && b == 3) {
        zeros = 0;
      } else {
        out[length++] = b;
        zeros = b == 0 ? zeros + 1 : 0;
      }
    }
    return Arrays.copyOf(out, length);
  }

  /// Returns the NAL unit of a header and an RBSP that does not end in zero.
  static byte[] insert(byte[] rbsp) {
    var out = new byte[rbsp.length + rbsp.length / 2];
    int length = 0;
    int zeros = 0;
    for (byte b : rbsp) {
      if (zeros == 2 && (b & ~3) == 0) {
        out[length++] = 3;
        zeros = 0;
      }
      out[length++] = b;
      zeros = b == 0 ? zeros + 1 : 0;
    }
    return Arrays.copyOf(out, length);
  }
}
