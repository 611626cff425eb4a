package nightjar.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {
  private static final Crop ALL = new Crop(0, 0, 100, 100);
  private final Candidates candidates = new Candidates();

  @Test
  void keepsTheSurestOfWhatOverlaps() {
    candidates.add(Kind.PERSON, 0.5f, 0.1f, 0.1f, 0.3f, 0.5f);
    candidates.add(Kind.PERSON, 0.7f, 0.11f, 0.1f, 0.3f, 0.5f);
    candidates.add(Kind.PERSON, 0.6f, 0.6f, 0.1f, 0.8f, 0.5f);
    assertEquals(
        """
        person 0.70 0.11 0.10 0.19 0.40
        person 0.60 0.60 0.10 0.20 0.40
        """,
        best());
  }

  @Test
  void dropsWhatIsNestedInASurerOneOfItsKind() {
    candidates.add(Kind.CAR, 0.7f, 0.1f, 0.1f, 0.9f, 0.9f);
    candidates.add(Kind.CAR, 0.4f, 0.2f, 0.2f, 0.4f, 0.4f);
    candidates.add(Kind.DOG, 0.4f, 0.2f, 0.2f, 0.4f, 0.4f);
    assertEquals(
        """
        car 0.70 0.10 0.10 0.80 0.80
        dog 0.40 0.20 0.20 0.20 0.20
        """,
        best());
  }

  @Test
  void keepsASurerOneWithinAnother() {
    candidates.add(Kind.PERSON, 0.4f, 0.1f, 0.1f, 0.9f, 0.9f);
    candidates.add(Kind.PERSON, 0.7f, 0.2f, 0.2f, 0.4f, 0.4f);
    assertEquals(2, best().lines().count());
  }

  @Test
  void cutsAtTheEdgeAndTakesNoNonsense() {
    candidates.add(Kind.CAT, 0.5f, -1, 0.5f, 0.5f, 7);
    candidates.add(Kind.CAT, Float.NaN, 0, 0, 1, 1);
    candidates.add(Kind.CAT, 2, 0, 0, 1, 1);
    candidates.add(Kind.CAT, 0.6f, Float.NaN, 0, 1, 1);
    candidates.add(Kind.CAT, 0.6f, 0.5f, 0.5f, 0.5f, 0.6f);
    candidates.add(Kind.CAT, 0.6f, 0.6f, 0.5f, 0.5f, 0.6f);
    candidates.add(Kind.CAT, 0.6f, 2, 0, Float.POSITIVE_INFINITY, 1);
    assertEquals("cat 0.50 0.00 0.50 0.50 0.50\n", best());
  }

  @Test
  void tellsPartsOfTheWholePicture() {
    candidates.add(Kind.DOG, 0.5f, 0.5f, 0, 1, 0.5f);
    assertEquals(
        List.of(new Found(Kind.DOG, 0.5, new Box(0.375, 0.5, 0.125, 0.25))),
        candidates.best(new Crop(100, 100, 100, 100), 400, 200));
  }

  @Test
  void isBoundedAndUsedAgain() {
    for (int round = 0; round < 3; round++) {
      candidates.clear();
      for (int i = 0; i < 5000; i++) {
        float x = i % 100 / 100f;
        float y = i / 100 / 50f;
        candidates.add(Kind.PERSON, 0.3f + i / 10000f, x, y, x + 0.01f, y + 0.02f);
      }
      var found = candidates.best(ALL, 100, 100);
      assertEquals(100, found.size());
      for (int i = 1; i < found.size(); i++) {
        assertTrue(found.get(i - 1).score() >= found.get(i).score());
      }
    }
  }

  private String best() {
    var text = new StringBuilder();
    for (var found : candidates.best(ALL, 100, 100)) {
      var box = found.box();
      text.append(
          "%s %.2f %.2f %.2f %.2f %.2f%n"
              .formatted(
                  found.kind().word(), found.score(), box.x(), box.y(), box.width(), box.height()));
    }
    return text.toString();
  }
}
