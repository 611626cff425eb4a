package nightjar.motion;

/// How a picture is cut into square blocks. What is left over at the right and below, less than a
/// block, is not looked at.
///
/// @param side of a block, in samples: 4, 8, 16 or 32
record Grid(int width, int height, int side, int columns, int rows) {
  private static final int MOST_COLUMNS = 160;
  private static final int LARGEST_SIDE = 32;
  private static final int LONG = 8; // samples read at once

  static Grid of(int width, int height) {
    int side = 4;
    while (side < LARGEST_SIDE && Math.max(width, height) > MOST_COLUMNS * side) {
      side *= 2;
    }
    int columns = width / LONG * LONG / side;
    return new Grid(width, height, side, columns, height / side);
  }

  static Grid ofBlocks(int columns, int rows) {
    return new Grid(columns * LONG, rows * LONG, LONG, columns, rows);
  }

  int blocks() {
    return columns * rows;
  }
}
