package nightjar.motion;

import java.util.Arrays;

/// What there is to say of blobs beyond their shape: how long their blocks have been so, and
/// whether they have an outline.
final class Inspection {
  private static final float CALM_AFTER = 0.7f; // seconds
  private static final float STEADY_AFTER = 1; // seconds
  private static final float FRESH_AFTER = 10; // seconds
  private static final float DARK = 16 * 16; // below this, parts are mostly noise
  private static final int NEVER = -1_000_000;

  private final Grid grid;
  // Pictures, by number: when each block was foreground last, has been since, changed last, and
  // belonged to a blob last.
  private final int[] lastWeak;
  private final int[] weakSince;
  private final int[] calmSince;
  private final int[] lastInBlob;

  Inspection(Grid grid) {
    this.grid = grid;
    this.lastWeak = new int[grid.blocks()];
    this.weakSince = new int[grid.blocks()];
    this.calmSince = new int[grid.blocks()];
    this.lastInBlob = new int[grid.blocks()];
    Arrays.fill(lastWeak, NEVER);
    Arrays.fill(lastInBlob, NEVER);
  }

  /// @param look number of this picture
  /// @param apart seconds since the one before
  void inspect(Background seen, Blobs blobs, int[] blocks, int look, float apart) {
    int calm = Math.max(2, Math.round(CALM_AFTER / apart));
    int steady = Math.max(3, Math.round(STEADY_AFTER / apart));
    int fresh = Math.max(5, Math.round(FRESH_AFTER / apart));
    var weak = seen.weak();
    for (int n = 0; n < seen.weakCount(); n++) {
      int i = weak[n];
      boolean begins = look - lastWeak[i] > 1;
      weakSince[i] = begins ? look : weakSince[i];
      calmSince[i] = begins || seen.changed(i) ? look : calmSince[i];
      lastWeak[i] = look;
      var blob = blobs.at(i);
      if (blob != null) {
        blob.fresh += look - lastInBlob[i] > fresh ? 1 : 0;
        blob.steady += look - weakSince[i] >= steady ? 1 : 0;
        blob.calm += look - calmSince[i] >= calm ? 1 : 0;
        lastInBlob[i] = look;
        rims(blob, i, seen, blocks);
      }
    }
  }

  private void rims(Blob blob, int i, Background seen, int[] blocks) {
    int columns = grid.columns();
    int x = i % columns;
    rim(blob, i, x > 0 ? i - 1 : i, seen, blocks);
    rim(blob, i, x < columns - 1 ? i + 1 : i, seen, blocks);
    rim(blob, i, i >= columns ? i - columns : i, seen, blocks);
    rim(blob, i, i + columns < blocks.length ? i + columns : i, seen, blocks);
  }

  private static void rim(Blob blob, int inside, int other, Background seen, int[] blocks) {
    if (inside != other && seen.scores()[other] == 0) {
      blob.rim++;
      float off = share(blocks[inside], seen.mean()[inside]);
      float offOther = share(blocks[other], seen.mean()[other]);
      blob.fall += Math.abs(off - offOther);
      blob.height += Math.abs(off);
      blob.contrast += Math.abs(blocks[inside] - blocks[other]);
      blob.contrastBehind += Math.abs(seen.mean()[inside] - seen.mean()[other]);
    }
  }

  /// A block's difference as part of its brightness: a shadow takes the same part of dark and of
  /// bright, whatever lies below.
  private static float share(int now, float mean) {
    return (now - mean) / (mean + DARK);
  }
}
