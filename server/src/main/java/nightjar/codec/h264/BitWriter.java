package nightjar.codec.h264;

import java.util.Arrays;

/// Writes syntax elements to an RBSP, most significant bit first (H.264 7.2).
final class BitWriter {
  private byte[] bytes = new byte[64];
  private int position; // in bits

  void flag(boolean value) {
    if (position == 8 * bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    if (value) {
      bytes[position >> 3] |= (byte) (0x80 >> (position & 7));
    }
    position++;
  }

  /// Writes u(n), at most 63 bits.
  void u(int bits, long value) {
    for (int i = bits - 1; i >= 0; i--) {
      flag((value >> i & 1) == 1);
    }
  }

  /// Writes ue(v), 0 to 2^32 - 2 (9.1).
  void ue(long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value + 1);
    u(2 * bits - 1, value + 1);
  }

  /// Writes se(v) (9.1.1).
  void se(long value) {
    ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /// Writes the bits `from` to `to` of another RBSP.
  void copy(byte[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      flag((source[i >> 3] << (i & 7) & 0x80) != 0);
    }
  }

  /// Returns what was written and rbsp_trailing_bits( ) (7.3.2.11).
  byte[] rbsp() {
    flag(true);
    return Arrays.copyOf(bytes, (position + 7) >> 3);
  }
}
