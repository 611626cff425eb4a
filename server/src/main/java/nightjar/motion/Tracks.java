package nightjar.motion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Everything that is followed: which blobs of a picture continue what was seen before.
final class Tracks {
  static final int MOST = 24;
  private static final long LOST_AFTER = 400_000_000; // nanoseconds
  private static final long COUNTING_LOST_AFTER = 1_000_000_000;

  private final Track[] all = new Track[MOST];
  private final @Nullable Track[] ofBlob = new Track[Blobs.MOST]; // by place among the blobs
  private int made;

  Tracks(Grid grid) {
    Arrays.setAll(all, _ -> new Track(grid));
  }

  Track get(int i) {
    return all[i];
  }

  int live() {
    int live = 0;
    for (var track : all) {
      live += track.live ? 1 : 0;
    }
    return live;
  }

  /// The track that the blob in this place was added to; null when there are too many.
  @Nullable Track ofBlob(int place) {
    return ofBlob[place];
  }

  void follow(Blobs blobs, long ticks, float apart) {
    for (var track : all) {
      if (track.live) {
        track.beginLook();
      }
    }
    for (int i = 0; i < blobs.count(); i++) {
      var blob = blobs.get(i);
      var track = best(blob, apart);
      if (track == null || (track.isSeen() && !track.isNear(blob))) {
        track = open(blob, ticks);
      }
      if (track != null) {
        track.add(blob);
      }
      ofBlob[i] = track;
    }
    for (var track : all) {
      if (track.live && track.isSeen()) {
        track.endLook(ticks, apart);
      } else if (ticks - track.last() > (track.counts ? COUNTING_LOST_AFTER : LOST_AFTER)) {
        track.live = false;
      }
    }
  }

  /// Those that count are waited for while nothing can be seen; of the others nothing is known.
  void holdOut(long ticks) {
    for (var track : all) {
      track.live &= track.counts;
      track.holdOut(ticks);
    }
  }

  private @Nullable Track best(Blob blob, float apart) {
    Track best = null;
    float bestFit = 0;
    for (var track : all) {
      float fit = track.live ? track.fit(blob, apart) : 0;
      if (fit > bestFit) {
        bestFit = fit;
        best = track;
      }
    }
    return best;
  }

  private @Nullable Track open(Blob blob, long ticks) {
    for (var track : all) {
      if (!track.live) {
        track.open(++made, blob, ticks);
        track.beginLook();
        return track;
      }
    }
    return null;
  }
}
