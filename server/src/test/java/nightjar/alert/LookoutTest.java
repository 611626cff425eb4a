package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nightjar.alert.Crossing.Line;
import nightjar.alert.Crossing.Spot;
import org.junit.jupiter.api.Test;

/// What rules say of a camera's moments.
class LookoutTest {
  private static final Line DOWN = new Line(new Spot(0.5, 0), new Spot(0.5, 1));

  private final Lookout lookout = new Lookout("front");
  private long ticks;

  private void use(Wanted... wanted) {
    var rules = new ArrayList<AlertRule>();
    for (var one : wanted) {
      rules.add(one.rule());
    }
    lookout.use(rules);
  }

  private static Lookout.Mover mover(long id, String kind, double x, String... zones) {
    return new Lookout.Mover(id, kind, x - 0.05, 0.4, 0.1, 0.2, true, List.of(zones));
  }

  private List<String> moment(String event, Lookout.Mover... movers) {
    ticks += 100_000_000;
    return texts(lookout.moment(event, List.of(movers), ticks, ticks / 1_000));
  }

  private List<String> objects(String event, Lookout.Mover... movers) {
    ticks += 100_000_000;
    return texts(lookout.objects(event, List.of(movers), ticks, ticks / 1_000));
  }

  private static List<String> texts(List<Hit> hits) {
    return hits.stream().map(Hit::text).toList();
  }

  @Test
  void motionIsToldOncePerEvent() {
    use(Wanted.motion());
    assertEquals(List.of(), moment("", mover(1, "", 0.2)), "no event yet");
    assertEquals(List.of("Something moves at front."), moment("a", mover(1, "", 0.2)));
    assertEquals(List.of(), moment("a", mover(1, "", 0.3)));
    assertEquals(List.of("Something moves at front."), moment("b", mover(1, "", 0.3)));
  }

  @Test
  void motionInAZoneWaitsForTheZone() {
    use(Wanted.of(new What.Motion("Drive")));
    assertEquals(List.of(), moment("a", mover(1, "", 0.2)));
    assertEquals(
        List.of("Something moves in Drive of front."), moment("a", mover(1, "", 0.3, "Drive")));
    assertEquals(List.of(), moment("a", mover(1, "", 0.4, "Drive")));
  }

  @Test
  void whatIsNotSureToBeMotionCountsForNothing() {
    use(Wanted.of(new What.Motion("Drive")));
    var unsure = new Lookout.Mover(1, "", 0.2, 0.4, 0.1, 0.2, false, List.of("Drive"));
    assertEquals(List.of(), moment("a", unsure));
  }

  @Test
  void aLineIsCrossedToASide() {
    use(Wanted.of(new What.Line(Set.of(), DOWN, What.Way.LEFT)));
    moment("a", mover(1, "", 0.2));
    assertEquals(
        List.of("Something crosses the line of \"Rule\", to its left."),
        moment("a", mover(1, "", 0.8)));
    assertEquals(List.of(), moment("a", mover(1, "", 0.2)), "back, which nobody asked for");
  }

  @Test
  void aLineMayBeForSomeKindsOnly() {
    use(Wanted.of(new What.Line(Set.of("person"), DOWN, What.Way.ANY)));
    moment("a", mover(1, "", 0.2));
    assertEquals(List.of(), moment("a", mover(1, "", 0.8)), "nobody knows what that is");
    objects("a", mover(7, "person", 0.2), mover(8, "cat", 0.2));
    assertEquals(
        List.of("A person crosses the line of \"Rule\", to its left."),
        objects("a", mover(7, "person", 0.8), mover(8, "cat", 0.8)));
  }

  @Test
  void rulesOfOtherCamerasAreNoWork() {
    use(Wanted.motion().on("back"));
    assertTrue(lookout.isIdle());
    use(Wanted.motion().on("back", "front"));
    assertEquals(false, lookout.isIdle());
  }
}
