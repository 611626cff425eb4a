package nightjar.motion;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// Luma to the means of blocks, in sixteenths of a level. Four rows of each block are read, eight
/// samples at once: they are added in four lanes of 16 bits of one register.
final class Reduction {
  private static final int SAMPLED_ROWS = 4;
  private static final int BLACK = 16 * 16; // of video, in sixteenths of a level
  private static final int WHITE = 255 * 16;
  private static final int FULL = 255;
  private static final int NARROW = 219;
  private static final long EVEN = 0x00ff_00ff_00ff_00ffL;
  private static final long ALL_LANES = 0x0001_0001_0001_0001L;

  private final Grid grid;
  private final int words; // in a row
  private final long[] rows; // four, one after the other

  Reduction(Grid grid) {
    this.grid = grid;
    this.words = grid.columns() * grid.side() / Long.BYTES;
    this.rows = new long[SAMPLED_ROWS * words];
  }

  /// @param luma rows of `stride` bytes
  void reduce(MemorySegment luma, int stride, int[] into) {
    int step = grid.side() / SAMPLED_ROWS;
    for (int row = 0; row < grid.rows(); row++) {
      long first = (long) row * grid.side() + step / 2;
      for (int i = 0; i < SAMPLED_ROWS; i++) {
        long from = (first + (long) i * step) * stride;
        MemorySegment.copy(luma, JAVA_LONG_UNALIGNED, from, rows, i * words, words);
      }
      switch (grid.side()) {
        case 4 -> quarters(into, row * grid.columns());
        case 8 -> wholes(into, row * grid.columns());
        default -> several(into, row * grid.columns());
      }
    }
  }

  /// From video's range of 16 to 235 to all of 0 to 255.
  static void widen(int[] blocks) {
    for (int i = 0; i < blocks.length; i++) {
      int wide = (blocks[i] - BLACK) * FULL / NARROW;
      blocks[i] = wide < 0 ? 0 : wide > WHITE ? WHITE : wide;
    }
  }

  private void quarters(int[] into, int at) {
    int to = at;
    for (int i = 0; i < words; i++) {
      long sums = lanes(i);
      long pairs = sums + (sums >>> 16);
      into[to++] = (int) pairs & 0xffff;
      into[to++] = (int) (pairs >>> 32) & 0xffff;
    }
  }

  private void wholes(int[] into, int at) {
    int count = words;
    for (int i = 0; i < count; i++) {
      into[at + i] = (int) ((lanes(i) * ALL_LANES) >>> 48) >> 1;
    }
  }

  private void several(int[] into, int at) {
    int each = grid.side() / Long.BYTES;
    int shift = Integer.numberOfTrailingZeros(grid.side()) - 2;
    for (int i = 0, to = at; i < words; i += each, to++) {
      long sums = lanes(i);
      for (int more = 1; more < each; more++) {
        sums += lanes(i + more);
      }
      into[to] = (int) ((sums * ALL_LANES) >>> 48) >> shift;
    }
  }

  private long lanes(int i) {
    long a = rows[i];
    long b = rows[i + words];
    long c = rows[i + 2 * words];
    long d = rows[i + 3 * words];
    return (a & EVEN)
        + ((a >>> 8) & EVEN)
        + (b & EVEN)
        + ((b >>> 8) & EVEN)
        + (c & EVEN)
        + ((c >>> 8) & EVEN)
        + (d & EVEN)
        + ((d >>> 8) & EVEN);
  }
}
