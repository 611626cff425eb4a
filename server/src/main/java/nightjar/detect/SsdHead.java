package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A single-shot detector's two outputs as they are: how each anchor is shifted and stretched, and
/// what is in it, as a logit for each class, the background first.
final class SsdHead implements Head {
  private static final float PLACE = 10; // what the model's outputs are multiplied by
  private static final float SIZE = 5;
  private static final Kind[] KINDS = Kind.values();

  private final MemorySegment boxes;
  private final MemorySegment classes;
  private final float[] anchors;
  private final @Nullable Kind[] kinds; // of each column
  private final float[] shift = new float[4];
  private final float[] logits;

  SsdHead(MemorySegment boxes, MemorySegment classes, float[] anchors, Labels labels) {
    this.boxes = boxes;
    this.classes = classes;
    this.anchors = anchors;
    this.kinds = new @Nullable Kind[labels.count() + 1];
    for (int i = 0; i < labels.count(); i++) {
      kinds[i + 1] = labels.kind(i);
    }
    this.logits = new float[kinds.length];
  }

  @Override
  public void read(float least, Candidates into) {
    float enough = (float) Math.log(least / (1 - least));
    for (int i = 0; i < anchors.length / 4; i++) {
      if (anySure(i, enough)) {
        propose(i, enough, into);
      }
    }
  }

  private boolean anySure(int anchor, float enough) {
    long bytes = (long) logits.length * Float.BYTES;
    MemorySegment.copy(classes, JAVA_FLOAT, anchor * bytes, logits, 0, logits.length);
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] >= enough && kinds[i] != null) {
        return true;
      }
    }
    return false;
  }

  private void propose(int anchor, float enough, Candidates into) {
    MemorySegment.copy(boxes, JAVA_FLOAT, 4L * Float.BYTES * anchor, shift, 0, 4);
    int at = 4 * anchor;
    float y = shift[0] / PLACE * anchors[at + 2] + anchors[at];
    float x = shift[1] / PLACE * anchors[at + 3] + anchors[at + 1];
    float halfHeight = (float) Math.exp(shift[2] / SIZE) * anchors[at + 2] / 2;
    float halfWidth = (float) Math.exp(shift[3] / SIZE) * anchors[at + 3] / 2;
    for (var kind : KINDS) {
      float logit = best(kind);
      if (logit >= enough) {
        float score = (float) (1 / (1 + Math.exp(-logit)));
        into.add(kind, score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
      }
    }
  }

  /// Several classes may be one kind.
  private float best(Kind kind) {
    float best = Float.NEGATIVE_INFINITY;
    for (int i = 1; i < logits.length; i++) {
      if (kinds[i] == kind) {
        best = Math.max(best, logits[i]);
      }
    }
    return best;
  }
}
