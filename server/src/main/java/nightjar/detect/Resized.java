package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Rows of a part of a plane, in another size. Reused; one thread.
final class Resized {
  /// Of what comes out: a sample of 1.
  static final int ONE = Resample.ONE * Resample.ONE;

  private final Resample across;
  private final Resample down;
  private byte[] bytes = {};
  private int[] sums = {};
  private int width;

  Resized(int toWidth, int toHeight) {
    this.across = new Resample(toWidth);
    this.down = new Resample(toHeight);
  }

  /// Prepares for parts of this size.
  void from(int width, int height) {
    across.prepare(width);
    down.prepare(height);
    this.width = width;
    if (bytes.length < width) {
      bytes = new byte[width];
      sums = new int[width];
    }
  }

  /// One row that comes out.
  ///
  /// @param at of the part's upper left
  /// @param stride from one row of the plane to the next
  void row(int y, MemorySegment plane, long at, int stride, int[] into) {
    Arrays.fill(sums, 0, width, 0);
    for (int k = 0; k < down.taps(y); k++) {
      long from = at + (long) (down.first(y) + k) * stride;
      MemorySegment.copy(plane, JAVA_BYTE, from, bytes, 0, width);
      add(bytes, sums, width, down.weight(y, k));
    }
    across.apply(sums, into);
  }

  private static void add(byte[] row, int[] sums, int width, int weight) {
    for (int x = 0; x < width; x++) {
      sums[x] += weight * (row[x] & 0xff);
    }
  }
}
