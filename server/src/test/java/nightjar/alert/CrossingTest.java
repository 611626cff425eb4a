package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightjar.alert.Crossing.Line;
import nightjar.alert.Crossing.Spot;
import nightjar.alert.What.Way;
import org.junit.jupiter.api.Test;

/// When something is on the other side of a line.
class CrossingTest {
  private static final Line DOWN = new Line(new Spot(0.5, 0.2), new Spot(0.5, 0.8));

  private final Crossing crossing = new Crossing(DOWN);
  private long ticks;

  private List<Way> walk(long id, double... xy) {
    var ways = new ArrayList<Way>();
    for (int i = 0; i < xy.length; i += 2) {
      ticks += 100_000_000;
      crossing.step(id, new Spot(xy[i], xy[i + 1]), ticks).ifPresent(ways::add);
    }
    return ways;
  }

  @Test
  void sidesAreThoseOfWhoWalksAlongTheLine() {
    // Down the picture, its left is to the right on the screen.
    assertEquals(List.of(Way.LEFT), walk(1, 0.3, 0.5, 0.7, 0.5));
    assertEquals(List.of(Way.RIGHT), walk(1, 0.3, 0.5));
  }

  @Test
  void pastItsEndsIsNotAcross() {
    assertEquals(List.of(), walk(1, 0.3, 0.9, 0.7, 0.9));
    assertEquals(List.of(), walk(2, 0.3, 0.1, 0.7, 0.1));
  }

  @Test
  void whoStandsOnItCrossesOnceWhenTheyLeave() {
    assertEquals(List.of(), walk(1, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.45, 0.5));
    assertEquals(List.of(Way.LEFT), walk(1, 0.5, 0.5, 0.6, 0.5));
  }

  @Test
  void whoBeginsOnTheOtherSideHasNotCrossed() {
    assertEquals(List.of(), walk(1, 0.7, 0.5));
    assertEquals(List.of(), walk(2, 0.3, 0.5));
  }

  @Test
  void eachHasItsOwnWay() {
    walk(1, 0.3, 0.5);
    assertEquals(List.of(), walk(2, 0.7, 0.5));
    assertEquals(List.of(Way.LEFT), walk(1, 0.7, 0.5));
  }

  /// However it walks: it crosses as often as its side changes within the ends, and to and fro in
  /// turn.
  @Test
  void crossingsAlternate() {
    long seed = Long.getLong("seed", new Random().nextLong());
    var random = new Random(seed);
    Way last = null;
    for (int i = 0; i < 10_000; i++) {
      ticks += 100_000_000;
      var spot = new Spot(random.nextDouble(), 0.3 + random.nextDouble() * 0.4);
      var side = crossing.step(7, spot, ticks);
      if (side.isPresent()) {
        assertEquals(spot.x() > 0.5 ? Way.LEFT : Way.RIGHT, side.get(), "-Dseed=" + seed);
        assertEquals(false, side.get() == last, "-Dseed=" + seed);
        last = side.get();
      }
    }
  }

  @Test
  void whatIsFollowedIsBounded() {
    for (int i = 0; i < 100_000; i++) {
      walk(i, 0.3, 0.5);
    }
    ticks += 10_000_000_000L;
    walk(1_000_000, 0.3, 0.5);
    assertEquals(List.of(Way.LEFT), walk(1_000_000, 0.7, 0.5));
  }
}
