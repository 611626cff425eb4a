package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;

/// A detector of the YOLO family: for each place the centre, width and height of a box, then scores
/// from 0 to 1, one for each class; in older ones before those one for there being anything, by
/// which they are multiplied.
///
/// Boxes are in parts of what it was shown, or in samples: where one is larger than 2 it is those.
final class YoloHead implements Head {
  private static final float LARGEST_PART = 2;
  private static final int BOX = 4; // numbers
  private static final Kind[] KINDS = Kind.values();

  private final MemorySegment output;
  private final boolean old;
  private final int places;
  private final Labels labels;
  private final int size;
  private final int first; // score of a class

  /// @param old a row for each place, with the score for anything; else a column for each, without
  /// @param size of the input
  YoloHead(MemorySegment output, boolean old, int places, Labels labels, int size) {
    this.output = output;
    this.old = old;
    this.places = places;
    this.labels = labels;
    this.size = size;
    this.first = old ? BOX + 1 : BOX;
  }

  @Override
  public void read(float least, Candidates into) {
    float scale = largest() > LARGEST_PART ? 1f / size : 1;
    for (int place = 0; place < places; place++) {
      float anything = old ? value(place, BOX) : 1;
      if (anything >= least) {
        for (var kind : KINDS) {
          propose(place, kind, anything, least, scale, into);
        }
      }
    }
  }

  private float largest() {
    float largest = 0;
    for (int place = 0; place < places; place++) {
      for (int i = 0; i < BOX; i++) {
        largest = Math.max(largest, value(place, i));
      }
    }
    return largest;
  }

  private void propose(
      int place, Kind kind, float anything, float least, float scale, Candidates into) {
    float score = 0;
    for (int i = 0; i < labels.count(); i++) {
      if (labels.kind(i) == kind) {
        score = Math.max(score, anything * value(place, first + i));
      }
    }
    if (score >= least) {
      float x = value(place, 0) * scale;
      float y = value(place, 1) * scale;
      float halfWidth = value(place, 2) * scale / 2;
      float halfHeight = value(place, 3) * scale / 2;
      into.add(
          kind, Math.min(score, 1), x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }
  }

  private float value(int place, int which) {
    long columns = (long) first + labels.count();
    return output.getAtIndex(
        JAVA_FLOAT, old ? place * columns + which : (long) which * places + place);
  }
}
