package nightjar.encode;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// A picture made smaller by a whole number: each sample is the mean of a square of samples, so
/// that nothing flickers that is finer than one.
///
/// Samples are added up eight at a time, in the 16-bit lanes of two registers: a column of up to
/// 257 of them fits a lane. One thread only.
final class Downscale {
  private static final long EVEN = 0x00ff_00ff_00ff_00ffL;
  private static final long TWOS = 0x0002_0002_0002_0002L;
  private static final int LANES = 4;

  private final int divisor;
  private final long reciprocal; // of a square's samples, in 2^-32
  private final long[] words; // a row, eight samples each
  private final long[] even; // sums of columns 0, 2, 4 and 6 of eight
  private final long[] odd;
  private final byte[] row;

  /// @param full of the pictures that are made smaller
  Downscale(PictureFormat full, int divisor) {
    this.divisor = divisor;
    this.reciprocal = (1L << 32) / ((long) divisor * divisor) + 1;
    int most = Math.ceilDiv(full.width(), Long.BYTES);
    this.words = new long[most];
    this.even = new long[most];
    this.odd = new long[most];
    this.row = new byte[most * Long.BYTES];
  }

  void apply(Picture from, Picture into) {
    int fullWidth = from.format().width();
    int width = into.format().width();
    int height = into.format().height();
    plane(from, 0, fullWidth, into, 0, width, height);
    plane(
        from,
        from.chromaBlueOffset(),
        fullWidth / 2,
        into,
        into.chromaBlueOffset(),
        width / 2,
        height / 2);
    plane(
        from,
        from.chromaRedOffset(),
        fullWidth / 2,
        into,
        into.chromaRedOffset(),
        width / 2,
        height / 2);
  }

  private void plane(
      Picture from, long in, int fullWidth, Picture into, long out, int width, int height) {
    for (int y = 0; y < height; y++) {
      long first = in + (long) y * divisor * fullWidth;
      addColumns(from.memory(), first, fullWidth, width * divisor);
      if (divisor == 2) {
        halves(width);
      } else {
        means(width);
      }
      MemorySegment.copy(row, 0, into.memory(), JAVA_BYTE, out + (long) y * width, width);
    }
  }

  /// @param length samples of each row that count
  private void addColumns(MemorySegment from, long first, int stride, int length) {
    int count = Math.ceilDiv(length, Long.BYTES);
    Arrays.fill(even, 0, count, 0);
    Arrays.fill(odd, 0, count, 0);
    for (int i = 0; i < divisor; i++) {
      read(from, first + (long) i * stride, length);
      for (int w = 0; w < count; w++) {
        even[w] += words[w] & EVEN;
        odd[w] += (words[w] >>> 8) & EVEN;
      }
    }
  }

  private void read(MemorySegment from, long at, int length) {
    int whole = length / Long.BYTES;
    MemorySegment.copy(from, JAVA_LONG_UNALIGNED, at, words, 0, whole);
    int rest = length % Long.BYTES;
    if (rest > 0) {
      long last = 0;
      for (int i = rest - 1; i >= 0; i--) {
        last = last << 8 | (from.get(JAVA_BYTE, at + (long) whole * Long.BYTES + i) & 0xff);
      }
      words[whole] = last;
    }
  }

  private void halves(int width) {
    int count = Math.ceilDiv(width, LANES);
    for (int w = 0, to = 0; w < count; w++, to += LANES) {
      long means = ((even[w] + odd[w] + TWOS) >>> 2) & EVEN;
      row[to] = (byte) means;
      row[to + 1] = (byte) (means >>> 16);
      row[to + 2] = (byte) (means >>> 32);
      row[to + 3] = (byte) (means >>> 48);
    }
  }

  private void means(int width) {
    int half = divisor * divisor / 2;
    for (int x = 0, column = 0; x < width; x++) {
      int sum = half;
      for (int end = column + divisor; column < end; column++) {
        sum += column(column);
      }
      row[x] = (byte) ((sum * reciprocal) >>> 32);
    }
  }

  private int column(int x) {
    long lanes = (x & 1) == 0 ? even[x >> 3] : odd[x >> 3];
    return (int) (lanes >>> ((x & 6) << 3)) & 0xffff;
  }
}
