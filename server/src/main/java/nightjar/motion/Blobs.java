package nightjar.motion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The connected parts of the foreground, the largest first: two passes over its blocks and a union
/// of equivalent labels (Rosenfeld and Pfaltz, 1966), eight neighbours.
final class Blobs {
  static final int MOST = 48;
  private static final int MOST_LOOKED_AT = 256; // parts that are large enough
  private static final int NONE = -1;
  private static final int FEWEST_STRONG = 3;

  private final Grid grid;
  private final int[] labels; // of weak blocks; NONE elsewhere
  private final int[] parents; // of labels
  private final int[] areas; // of labels, in blocks
  private final @Nullable Blob[] ofLabel;
  private final Blob[] spare = new Blob[MOST_LOOKED_AT];
  private final Blob[] largest = new Blob[MOST + 1];
  private int count;

  Blobs(Grid grid) {
    this.grid = grid;
    this.labels = new int[grid.blocks()];
    this.parents = new int[grid.blocks()];
    this.areas = new int[grid.blocks()];
    this.ofLabel = new Blob[grid.blocks()];
    Arrays.fill(labels, NONE);
    Arrays.setAll(spare, _ -> new Blob());
    Arrays.setAll(largest, _ -> spare[0]);
  }

  int count() {
    return count;
  }

  Blob get(int i) {
    return largest[i];
  }

  /// The blob a block belongs to; null if to none that is large enough.
  @Nullable Blob at(int block) {
    int label = labels[block];
    return label == NONE ? null : ofLabel[label];
  }

  /// Forgets the blobs of a picture, while its weak blocks are still known.
  void clear(Background seen) {
    var weak = seen.weak();
    for (int n = 0; n < seen.weakCount(); n++) {
      labels[weak[n]] = NONE;
    }
    count = 0;
  }

  /// @param smallest blocks that make a blob
  void find(Background seen, int smallest) {
    int made = label(seen);
    Arrays.fill(ofLabel, 0, made, null);
    Arrays.fill(areas, 0, made, 0);
    resolve(seen);
    measure(seen, smallest);
    count = 0;
    for (int label = 0; label < made; label++) {
      var blob = ofLabel[label];
      if (blob != null) {
        if (blob.strong >= Math.max(FEWEST_STRONG, smallest / 3)) {
          insert(blob);
        } else {
          ofLabel[label] = null;
        }
      }
    }
  }

  private void resolve(Background seen) {
    var weak = seen.weak();
    for (int n = 0; n < seen.weakCount(); n++) {
      int root = root(labels[weak[n]]);
      labels[weak[n]] = root;
      areas[root]++;
    }
  }

  private void measure(Background seen, int smallest) {
    int columns = grid.columns();
    int used = 0;
    var weak = seen.weak();
    for (int n = 0; n < seen.weakCount(); n++) {
      int block = weak[n];
      int root = labels[block];
      var blob = ofLabel[root];
      if (blob == null && areas[root] >= smallest && used < spare.length) {
        blob = spare[used++];
        blob.start();
        ofLabel[root] = blob;
      }
      if (blob != null) {
        int score = seen.weakScores()[n];
        blob.add(block % columns, block / columns, score, seen.changed(block));
      }
    }
  }

  private void insert(Blob blob) {
    int at = count;
    while (at > 0 && largest[at - 1].area < blob.area) {
      largest[at] = largest[at - 1];
      at--;
    }
    largest[at] = blob;
    count = Math.min(count + 1, MOST);
  }

  /// @return labels given
  private int label(Background seen) {
    int columns = grid.columns();
    int made = 0;
    var weak = seen.weak();
    for (int n = 0; n < seen.weakCount(); n++) {
      int block = weak[n];
      int x = block % columns;
      int mine = x > 0 ? joined(NONE, block - 1) : NONE;
      if (block >= columns) {
        mine = joined(mine, block - columns);
        mine = x > 0 ? joined(mine, block - columns - 1) : mine;
        mine = x < columns - 1 ? joined(mine, block - columns + 1) : mine;
      }
      if (mine == NONE) {
        mine = made++;
        parents[mine] = mine;
      }
      labels[block] = mine;
    }
    return made;
  }

  private int joined(int mine, int neighbour) {
    if (labels[neighbour] == NONE) {
      return mine;
    }
    int theirs = root(labels[neighbour]);
    if (mine == NONE) {
      return theirs;
    }
    int ours = root(mine);
    int low = Math.min(ours, theirs);
    parents[Math.max(ours, theirs)] = low;
    return low;
  }

  private int root(int label) {
    int at = label;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }
}
