package nightjar.detect;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tensors made by hand, for the smallest model of this family.
class SsdHeadTest {
  private static final int SIZE = 32;
  private static final Labels LABELS = Labels.of(List.of("???", "Car", "Boot", "Vehicle", "Cat"));
  private static final int COLUMNS = 5;
  private static final float NO = -9;
  private static final Crop ALL = new Crop(0, 0, 100, 100);

  private final Arena arena = Arena.ofConfined();
  private final int count = Anchors.count(SIZE);
  private final MemorySegment boxes = arena.allocate(JAVA_FLOAT, 4L * count);
  private final MemorySegment classes = arena.allocate(JAVA_FLOAT, (long) COLUMNS * count);
  private final SsdHead head = new SsdHead(boxes, classes, Anchors.of(SIZE), LABELS);
  private final Candidates candidates = new Candidates();

  @BeforeEach
  void seesNothing() {
    for (int i = 0; i < COLUMNS * count; i++) {
      classes.setAtIndex(JAVA_FLOAT, i, NO);
    }
  }

  @AfterEach
  void free() {
    arena.close();
  }

  private void logit(int anchor, int column, double score) {
    classes.setAtIndex(
        JAVA_FLOAT, (long) anchor * COLUMNS + column, (float) Math.log(score / (1 - score)));
  }

  private void shift(int anchor, double y, double x, double height, double width) {
    double[] all = {y, x, height, width};
    for (int i = 0; i < 4; i++) {
      boxes.setAtIndex(JAVA_FLOAT, 4L * anchor + i, (float) all[i]);
    }
  }

  private String read(double least) {
    candidates.clear();
    head.read((float) least, candidates);
    var text = new StringBuilder();
    for (var found : candidates.best(ALL, 100, 100)) {
      var box = found.box();
      text.append(
          "%s %.2f at %.3f %.3f %.3f %.3f; "
              .formatted(
                  found.kind().word(), found.score(), box.x(), box.y(), box.width(), box.height()));
    }
    return text.toString();
  }

  @Test
  void seesNothingWhereNothingIs() {
    logit(3, 0, 0.99); // background
    logit(4, 2, 0.99); // a boot
    assertEquals("", read(0.1));
  }

  @Test
  void takesTheAnchorAsItIs() {
    logit(0, 4, 0.75); // the first: centre 0.25, 0.25, 0.1 high and wide
    assertEquals("cat 0.75 at 0.200 0.200 0.100 0.100; ", read(0.5));
    assertEquals("", read(0.76));
  }

  @Test
  void shiftsByTenthsAndStretchesByFifths() {
    logit(0, 4, 0.75);
    shift(0, 10, 20, 5 * Math.log(2), 5 * Math.log(3)); // centre 0.35 down, 0.45 across
    assertEquals("cat 0.75 at 0.300 0.250 0.300 0.200; ", read(0.5));
  }

  @Test
  void hasACarOfEachThatIsOne() {
    logit(0, 1, 0.5);
    logit(0, 3, 0.8);
    logit(0, 4, 0.6);
    assertEquals(
        "car 0.80 at 0.200 0.200 0.100 0.100; cat 0.60 at 0.200 0.200 0.100 0.100; ", read(0.4));
  }

  @Test
  void survivesWhatIsNoNumber() {
    for (int i = 0; i < COLUMNS * count; i++) {
      classes.setAtIndex(JAVA_FLOAT, i, i % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY);
    }
    for (int i = 0; i < 4 * count; i++) {
      boxes.setAtIndex(JAVA_FLOAT, i, Float.NaN);
    }
    assertEquals("", read(0.4));
  }
}
