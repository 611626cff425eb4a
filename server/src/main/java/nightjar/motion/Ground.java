package nightjar.motion;

import java.util.List;

/// Where motion is looked for, and where it counts, block by block.
final class Ground {
  private final boolean[] ignored;
  private final boolean[] counting;
  private final int columns;

  Ground(List<Zone> zones, Grid grid) {
    this.ignored = new boolean[grid.blocks()];
    this.counting = new boolean[grid.blocks()];
    this.columns = grid.columns();
    boolean everywhere = zones.stream().noneMatch(zone -> zone.kind() == Zone.Kind.INCLUDE);
    for (int i = 0; i < grid.blocks(); i++) {
      int row = i / columns;
      double x = (i % columns + 0.5) * grid.side() / grid.width();
      double y = (row + 0.5) * grid.side() / grid.height();
      counting[i] = everywhere;
      for (var zone : zones) {
        if (zone.holds(x, y)) {
          ignored[i] |= zone.kind() == Zone.Kind.IGNORE;
          counting[i] |= zone.kind() == Zone.Kind.INCLUDE;
        }
      }
    }
  }

  /// Blocks where nothing is looked for.
  boolean[] ignored() {
    return ignored;
  }

  /// Whether enough of a track is where motion counts.
  boolean holds(Track track, byte[] scores, int fewest) {
    int blocks = 0;
    for (int y = track.topBlock(); y < track.bottomBlock(); y++) {
      for (int x = track.leftBlock(); x < track.rightBlock(); x++) {
        int i = y * columns + x;
        blocks += counting[i] && scores[i] != 0 ? 1 : 0;
      }
    }
    return blocks >= fewest;
  }
}
