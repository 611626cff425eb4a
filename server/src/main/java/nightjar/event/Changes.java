package nightjar.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Whole numbers that are mostly near those before them, as few bytes: what they differ by, small
/// differences of either sign in one byte, packed. No I/O.
final class Changes {
  private static final int LONGEST_NUMBER = 5; // bytes

  private Changes() {}

  /// A change to each of as many values. Numbers are handed over in this order on both sides.
  static final class Writing {
    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
      length = 0;
    }

    void put(int change) {
      if (bytes.length - length < LONGEST_NUMBER) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      int left = (change << 1) ^ (change >> 31); // 0, -1, 1, -2: the sign goes last
      while ((left & ~0x7f) != 0) {
        bytes[length++] = (byte) ((left & 0x7f) | 0x80);
        left >>>= 7;
      }
      bytes[length++] = (byte) left;
    }

    /// Each as its difference from the one before.
    void row(int[] values) {
      int before = 0;
      for (int value : values) {
        put(value - before);
        before = value;
      }
    }

    byte[] packed() {
      var deflater = new Deflater(1, true);
      try {
        deflater.setInput(bytes, 0, length);
        deflater.finish();
        var packed = new ByteArrayOutputStream();
        var part = new byte[4096];
        while (!deflater.finished()) {
          packed.write(part, 0, deflater.deflate(part));
        }
        return packed.toByteArray();
      } finally {
        deflater.end();
      }
    }
  }

  /// What was written. Whatever the bytes are, it takes no more memory than the values need.
  static final class Reading {
    private final byte[] bytes;
    private final int length;
    private int at;

    /// @param values that there are
    /// @throws IOException it is not what we wrote
    Reading(byte[] packed, int from, int to, int values) throws IOException {
      this.bytes = new byte[Math.multiplyExact(values, LONGEST_NUMBER)];
      var inflater = new Inflater(true);
      try {
        inflater.setInput(packed, from, to - from);
        int all = 0;
        while (!inflater.finished()) {
          int more = inflater.inflate(bytes, all, bytes.length - all);
          if (more == 0 && !inflater.finished()) {
            throw new IOException("packed numbers are cut off, or too many");
          }
          all += more;
        }
        this.length = all;
      } catch (DataFormatException e) {
        throw new IOException("packed numbers are damaged", e);
      } finally {
        inflater.end();
      }
    }

    int next() throws IOException {
      int value = 0;
      for (int shift = 0; shift < 7 * LONGEST_NUMBER; shift += 7) {
        if (at >= length) {
          throw new IOException("there are too few numbers");
        }
        byte one = bytes[at++];
        value |= (one & 0x7f) << shift;
        if (one >= 0) {
          return (value >>> 1) ^ -(value & 1);
        }
      }
      throw new IOException("a number is too long");
    }

    void row(int[] into) throws IOException {
      int before = 0;
      for (int i = 0; i < into.length; i++) {
        before += next();
        into[i] = before;
      }
    }

    void end() throws IOException {
      if (at != length) {
        throw new IOException("there are too many numbers");
      }
    }
  }
}
