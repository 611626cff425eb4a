package nightjar.motion;

import java.util.Arrays;

/// Whether somebody may be coming into the picture: blocks at its rim that differ, before there are
/// enough of them to be followed. Places that do so again and again say nothing. An inkling is no
/// motion: it costs pictures that are encoded, and changes no event.
final class Rim {
  private static final float FORGETTING = 60; // seconds
  private static final float RESTLESS = 4; // times within about that
  private static final float BEGINNING = 1; // seconds

  private final Grid grid;
  private final int[] blocks;
  private final float[] often; // how often each began to differ, fading
  private final float[] since; // seconds that each has differed

  Rim(Grid grid) {
    this.grid = grid;
    this.blocks = rim(grid);
    this.often = new float[blocks.length];
    this.since = new float[blocks.length];
  }

  private static int[] rim(Grid grid) {
    int columns = grid.columns();
    var rim = new int[grid.blocks()];
    int found = 0;
    for (int i = 0; i < grid.blocks(); i++) {
      int x = i % columns;
      int y = i / columns;
      if (x == 0 || y == 0 || x == columns - 1 || y == grid.rows() - 1) {
        rim[found++] = i;
      }
    }
    return Arrays.copyOf(rim, found);
  }

  /// @param apart seconds since the picture before
  boolean stirs(byte[] scores, float apart) {
    float left = (float) Math.exp(-apart / FORGETTING);
    boolean stirs = false;
    for (int n = 0; n < blocks.length; n++) {
      often[n] *= left;
      if (isStrong(scores, blocks[n])) {
        often[n] += since[n] == 0 ? 1 : 0;
        since[n] += apart;
        stirs |= since[n] <= BEGINNING && often[n] < RESTLESS && hasNeighbour(scores, blocks[n]);
      } else {
        since[n] = 0;
      }
    }
    return stirs;
  }

  private boolean hasNeighbour(byte[] scores, int block) {
    int x = block % grid.columns();
    return (x > 0 && isStrong(scores, block - 1))
        || (x < grid.columns() - 1 && isStrong(scores, block + 1))
        || isStrong(scores, block - grid.columns())
        || isStrong(scores, block + grid.columns());
  }

  private static boolean isStrong(byte[] scores, int block) {
    return block >= 0 && block < scores.length && (scores[block] & 0xff) >= Background.AT_THRESHOLD;
  }
}
