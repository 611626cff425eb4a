package nightjar.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Boxes that a model proposes, many for each thing: of what overlaps itself the surest is kept.
///
/// Reused: only the list of what is found is new. Edges are in parts of what the model was shown.
final class Candidates {
  private static final int MOST_FOUND = 100;
  private static final double SAME = 0.5; // intersection over union
  private static final double NESTED = 0.85; // of the smaller one's area
  private static final float GONE = -1;

  private int count;
  private Kind[] kinds = new Kind[256];
  private float[] scores = new float[256];
  private float[] edges = new float[4 * 256]; // left, top, right, bottom

  void clear() {
    count = 0;
  }

  /// What is empty, or no number, is not one.
  void add(Kind kind, float score, float left, float top, float right, float bottom) {
    float x1 = Math.clamp(left, 0, 1);
    float y1 = Math.clamp(top, 0, 1);
    float x2 = Math.clamp(right, 0, 1);
    float y2 = Math.clamp(bottom, 0, 1);
    if (!(x2 > x1 && y2 > y1 && score > 0 && score <= 1)) {
      return;
    }
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * count);
      scores = Arrays.copyOf(scores, 2 * count);
      edges = Arrays.copyOf(edges, 8 * count);
    }
    kinds[count] = kind;
    scores[count] = score;
    edges[4 * count] = x1;
    edges[4 * count + 1] = y1;
    edges[4 * count + 2] = x2;
    edges[4 * count + 3] = y2;
    count++;
  }

  /// The surest first.
  ///
  /// @param crop what the model was shown, of a picture of this size
  List<Found> best(Crop crop, int width, int height) {
    var found = new ArrayList<Found>();
    int best = surest();
    while (best >= 0 && found.size() < MOST_FOUND) {
      found.add(new Found(kinds[best], scores[best], box(best, crop, width, height)));
      drop(best);
      best = surest();
    }
    return found;
  }

  private int surest() {
    int best = -1;
    float most = 0;
    for (int i = 0; i < count; i++) {
      if (scores[i] > most) {
        most = scores[i];
        best = i;
      }
    }
    return best;
  }

  /// It, and what is the same thing.
  private void drop(int best) {
    for (int i = 0; i < count; i++) {
      if (i == best || (scores[i] != GONE && kinds[i] == kinds[best] && isSame(i, best))) {
        scores[i] = GONE;
      }
    }
  }

  private boolean isSame(int i, int best) {
    int a = 4 * i;
    int b = 4 * best;
    float across = Math.min(edges[a + 2], edges[b + 2]) - Math.max(edges[a], edges[b]);
    float down = Math.min(edges[a + 3], edges[b + 3]) - Math.max(edges[a + 1], edges[b + 1]);
    if (across <= 0 || down <= 0) {
      return false;
    }
    float shared = across * down;
    return shared > SAME * (area(a) + area(b) - shared) || shared > NESTED * area(a);
  }

  private float area(int edge) {
    return (edges[edge + 2] - edges[edge]) * (edges[edge + 3] - edges[edge + 1]);
  }

  private Box box(int i, Crop crop, int width, int height) {
    int edge = 4 * i;
    return new Box(
        (crop.x() + (double) edges[edge] * crop.width()) / width,
        (crop.y() + (double) edges[edge + 1] * crop.height()) / height,
        ((double) edges[edge + 2] - edges[edge]) * crop.width() / width,
        ((double) edges[edge + 3] - edges[edge + 1]) * crop.height() / height);
  }
}
