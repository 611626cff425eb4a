package nightjar.filter;

import java.lang.foreign.MemorySegment;

/// Turns by 90 degrees from one picture into another, mirrored or not.
///
/// Done in square blocks, so that a cache line is read once and written once. Each is copied into
/// an array row by row, transposed there in tiles of 8x8 samples, and copied out; both arrays are
/// 32 kB together. Larger blocks mean fewer copies, which is what costs most where only the quick
/// compiler runs. Which way the picture turns is only the order in which rows are copied in and
/// out.
final class QuarterTurn implements Turning {
  private static final int TILE = 8;
  private static final int BLOCK = 128;
  private static final long FOUR_OF_EIGHT = 0x0000_0000_ffff_ffffL;
  private static final long TWO_OF_FOUR = 0x0000_ffff_0000_ffffL;
  private static final long ONE_OF_TWO = 0x00ff_00ff_00ff_00ffL;

  private final Plane[] planes;
  private final boolean rowsReversed;
  private final boolean columnsReversed;
  private final long[] in = new long[BLOCK * BLOCK / TILE];
  private final long[] out = new long[BLOCK * BLOCK / TILE];
  private final MemorySegment inBytes = MemorySegment.ofArray(in);
  private final MemorySegment outBytes = MemorySegment.ofArray(out);

  /// @param planes before turning
  QuarterTurn(Plane[] planes, Turn turn, boolean mirror) {
    this.planes = planes;
    this.rowsReversed = (turn == Turn.RIGHT) != mirror;
    this.columnsReversed = turn == Turn.LEFT;
  }

  @Override
  public void turn(MemorySegment from, MemorySegment to) {
    for (var plane : planes) {
      turn(plane, from, to);
    }
  }

  /// The last block of a row or column overlaps the one before it rather than being smaller.
  private void turn(Plane plane, MemorySegment from, MemorySegment to) {
    int side = Math.min(plane.width(), plane.height()); // 8 or more
    int block = Math.min(BLOCK, Integer.highestOneBit(side));
    for (int y = 0; y < plane.height(); y += block) {
      int top = Math.min(y, plane.height() - block);
      for (int x = 0; x < plane.width(); x += block) {
        int left = Math.min(x, plane.width() - block);
        copyIn(plane, from, left, top, block);
        transpose(block / TILE);
        copyOut(plane, to, left, top, block);
      }
    }
  }

  private void copyIn(Plane plane, MemorySegment from, int left, int top, int block) {
    for (int i = 0; i < block; i++) {
      int row = rowsReversed ? block - 1 - i : i;
      MemorySegment.copy(from, plane.row(top + i) + left, inBytes, (long) row * block, block);
    }
  }

  /// Rows of the turned plane are as long as the plane was high.
  private void copyOut(Plane plane, MemorySegment to, int left, int top, int block) {
    int height = plane.height();
    int x = rowsReversed ? height - block - top : top;
    for (int i = 0; i < block; i++) {
      int y = columnsReversed ? plane.width() - 1 - left - i : left + i;
      MemorySegment.copy(
          outBytes, (long) i * block, to, plane.offset() + (long) y * height + x, block);
    }
  }

  private void transpose(int tiles) {
    for (int y = 0; y < tiles; y++) {
      for (int x = 0; x < tiles; x++) {
        transposeTile(y * TILE * tiles + x, x * TILE * tiles + y, tiles);
      }
    }
  }

  /// Swaps quarters of 4x4 samples across the diagonal, then of 2x2 in each, then of one. A row's
  /// first sample is its long's lowest byte, as on every machine this runs on.
  private void transposeTile(int from, int to, int stride) {
    long a = in[from];
    long b = in[from + stride];
    long c = in[from + 2 * stride];
    long d = in[from + 3 * stride];
    long e = in[from + 4 * stride];
    long f = in[from + 5 * stride];
    long g = in[from + 6 * stride];
    long h = in[from + 7 * stride];

    long ae = (a >>> 32 ^ e) & FOUR_OF_EIGHT;
    long bf = (b >>> 32 ^ f) & FOUR_OF_EIGHT;
    long cg = (c >>> 32 ^ g) & FOUR_OF_EIGHT;
    long dh = (d >>> 32 ^ h) & FOUR_OF_EIGHT;
    a ^= ae << 32;
    b ^= bf << 32;
    c ^= cg << 32;
    d ^= dh << 32;
    e ^= ae;
    f ^= bf;
    g ^= cg;
    h ^= dh;

    long ac = (a >>> 16 ^ c) & TWO_OF_FOUR;
    long bd = (b >>> 16 ^ d) & TWO_OF_FOUR;
    long eg = (e >>> 16 ^ g) & TWO_OF_FOUR;
    long fh = (f >>> 16 ^ h) & TWO_OF_FOUR;
    storePair(a ^ ac << 16, b ^ bd << 16, to, stride);
    storePair(c ^ ac, d ^ bd, to + 2 * stride, stride);
    storePair(e ^ eg << 16, f ^ fh << 16, to + 4 * stride, stride);
    storePair(g ^ eg, h ^ fh, to + 6 * stride, stride);
  }

  private void storePair(long upper, long lower, int to, int stride) {
    long swapped = (upper >>> 8 ^ lower) & ONE_OF_TWO;
    out[to] = upper ^ swapped << 8;
    out[to + stride] = lower ^ swapped;
  }
}
