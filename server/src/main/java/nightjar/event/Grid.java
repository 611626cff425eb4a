package nightjar.event;

/// One picture as blocks. Its arrays are the engine's own and change with the next picture: whoever
/// keeps something copies it.
///
/// @param blocks means in sixteenths of a level, row by row
/// @param scores 64 is the threshold
/// @param known what the engine knows of the scene, a plane for each thing: as many values as
///   blocks
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Grid(int columns, int rows, int[] blocks, byte[] scores, int[][] known) {
  static final int MOST_COLUMNS = 160;
  static final int MOST_BLOCKS = MOST_COLUMNS * MOST_COLUMNS;
  static final int MOST_PLANES = 8;

  public Grid {
    int all = columns * rows;
    if (columns < 1 || rows < 1 || columns > MOST_COLUMNS || rows > MOST_COLUMNS) {
      throw new IllegalArgumentException("a grid of %d by %d".formatted(columns, rows));
    }
    if (blocks.length != all || scores.length != all || known.length > MOST_PLANES) {
      throw new IllegalArgumentException("a grid has a value for each of its blocks");
    }
    for (var plane : known) {
      if (plane.length != all) {
        throw new IllegalArgumentException("a plane has a value for each block");
      }
    }
  }
}
