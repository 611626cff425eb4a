package nightjar.codec.h264;

/// Reads syntax elements from an RBSP, most significant bit first (H.264 7.2).
final class BitReader {
  private final byte[] bytes;
  private int position; // in bits

  BitReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int position() {
    return position;
  }

  boolean flag() throws MalformedException {
    skip(1);
    int at = position - 1;
    return (bytes[at >> 3] << (at & 7) & 0x80) != 0;
  }

  /// Reads u(n), at most 31 bits.
  int u(int bits) throws MalformedException {
    int value = 0;
    for (int i = 0; i < bits; i++) {
      value = value << 1 | (flag() ? 1 : 0);
    }
    return value;
  }

  void skip(int bits) throws MalformedException {
    if (bits > 8 * bytes.length - position) {
      throw new MalformedException("ends at bit %d, inside a value".formatted(8 * bytes.length));
    }
    position += bits;
  }

  /// Reads ue(v), 0 to 2^32 - 2 (9.1).
  long ue() throws MalformedException {
    int zeros = 0;
    while (!flag()) {
      zeros++;
    }
    if (zeros > 31) {
      throw new MalformedException("Exp-Golomb code of %d leading zeros (9.1)".formatted(zeros));
    }
    return (1L << zeros) - 1 + u(zeros);
  }

  /// Reads ue(v) of a syntax element whose semantics allow 0 to `max`.
  int ue(String element, int max) throws MalformedException {
    long value = ue();
    if (value > max) {
      throw new MalformedException("%s is %d, over %d".formatted(element, value, max));
    }
    return (int) value;
  }

  /// Reads se(v) (9.1.1).
  long se() throws MalformedException {
    long code = ue();
    return (code & 1) == 1 ? (code + 1) / 2 : -code / 2;
  }
}
