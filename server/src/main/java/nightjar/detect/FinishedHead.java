package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// A detector that has chosen among its boxes itself, by the operation
/// `TFLite_Detection_PostProcess`: boxes (top, left, bottom, right), the class of each, counted
/// without the background, its score, and how many there are.
final class FinishedHead implements Head {
  private final MemorySegment boxes;
  private final MemorySegment classes;
  private final MemorySegment scores;
  private final MemorySegment count;
  private final int most;
  private final Labels labels;

  FinishedHead(
      MemorySegment boxes,
      MemorySegment classes,
      MemorySegment scores,
      MemorySegment count,
      Labels labels) {
    this.boxes = boxes;
    this.classes = classes;
    this.scores = scores;
    this.count = count;
    this.most = (int) (scores.byteSize() / Float.BYTES);
    this.labels = labels;
  }

  @Override
  public void read(float least, Candidates into) {
    int found = Math.clamp((long) count.get(JAVA_FLOAT, 0), 0, most);
    for (int i = 0; i < found; i++) {
      float score = scores.getAtIndex(JAVA_FLOAT, i);
      var kind = labels.kind(Math.round(classes.getAtIndex(JAVA_FLOAT, i)));
      if (score >= least && kind != null) {
        into.add(kind, Math.min(score, 1), box(i, 1), box(i, 0), box(i, 3), box(i, 2));
      }
    }
  }

  private float box(int i, int edge) {
    return boxes.getAtIndex(JAVA_FLOAT, 4L * i + edge);
  }
}
