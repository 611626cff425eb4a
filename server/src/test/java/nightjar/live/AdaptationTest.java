package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import nightjar.live.Congestion.Way;
import org.junit.jupiter.api.Test;

class AdaptationTest {
  private static final long SECOND = 1_000_000_000;
  private static final List<Long> NEEDS = List.of(1_500_000L, 100_000L, 0L, 0L);

  private final Adaptation adaptation = Adaptation.LIVE;
  private long tick;
  private Adaptation.State state = adaptation.begin(0, 0, Limit.NONE);
  private int best;
  private Limit by = Limit.NONE;

  private void see(double seconds, Way way, long rate, boolean lags) {
    long until = tick + (long) (seconds * SECOND);
    while (tick < until) {
      tick += SECOND / 10;
      state = adaptation.next(state, new Adaptation.Seen(tick, way, rate, NEEDS, best, by, lags));
    }
  }

  private void see(double seconds, Way way, long rate) {
    see(seconds, way, rate, false);
  }

  private void is(int at, Limit limit) {
    assertEquals(at + " " + limit, state.at() + " " + state.limit());
  }

  @Test
  void staysWhileAllIsWell() {
    see(600, Way.CALM, 0);
    is(0, Limit.NONE);
    assertEquals(nightjar.stream.Stream.ALL, state.takes());
  }

  @Test
  void beingFullForAMomentIsNoReasonToGiveLess() {
    see(1, Way.FULL, 0);
    is(0, Limit.NONE);
  }

  @Test
  void busyAsksForNoMoreThanArrives() {
    see(0.1, Way.BUSY, 2_000_000);
    is(0, Limit.NONE);
    assertEquals(1_500_000, state.takes());
  }

  @Test
  void lateGoesAsFarDownAsWhatArrivesDemands() {
    see(0.1, Way.LATE, 300_000);
    is(1, Limit.NETWORK);
    assertEquals(225_000, state.takes());
    see(1, Way.LATE, 100_000);
    is(2, Limit.NETWORK);
    see(5, Way.LATE, 2_000_000); // what was late once is not the network's word for more
    is(2, Limit.NETWORK);
  }

  @Test
  void lateWithoutAnythingArrivingHalvesWhatIsBelieved() {
    see(20, Way.LATE, 0);
    is(1, Limit.NETWORK);
    assertEquals(562_500, state.takes());
  }

  @Test
  void lateStaysWhereAnEncoderCanFollow() {
    see(0.1, Way.LATE, 2_500_000);
    is(0, Limit.NONE);
    assertEquals(1_875_000, state.takes());
  }

  @Test
  void upAfterACalmByOneRungAndSlowly() {
    see(0.1, Way.LATE, 50_000);
    is(2, Limit.NETWORK);
    see(4, Way.CALM, 0);
    is(2, Limit.NETWORK);
    see(6, Way.CALM, 0);
    is(1, Limit.NETWORK);
    see(30, Way.CALM, 0);
    is(0, Limit.NONE);
  }

  @Test
  void whatIsKnownToArriveBoundsWhatIsTried() {
    see(0.1, Way.LATE, 300_000);
    see(300, Way.CALM, 1_000_000);
    is(1, Limit.NETWORK);
    see(20, Way.CALM, 4_000_000);
    is(0, Limit.NONE);
  }

  @Test
  void eachTryThatWasTooEarlyDoublesTheWait() {
    see(0.1, Way.LATE, 1_000_000);
    long before = 0;
    for (int i = 0; i < 4; i++) {
      long from = tick;
      while (state.at() > 0) {
        see(0.1, Way.CALM, 0);
      }
      long waited = tick - from;
      assertTrue(waited > 1.3 * before, waited + " after " + before);
      before = waited;
      see(1, Way.CALM, 0);
      see(0.1, Way.LATE, 1_000_000);
    }
    assertEquals(64, state.patience().toSeconds());
  }

  @Test
  void aRungThatHeldForgivesTheTriesBefore() {
    eachTryThatWasTooEarlyDoublesTheWait();
    see(600, Way.CALM, 0);
    is(0, Limit.NONE);
    assertEquals(4, state.patience().toSeconds());
  }

  @Test
  void aBrowserThatDoesNotKeepUpIsGivenLess() {
    see(0.1, Way.CALM, 0, true);
    is(1, Limit.CLIENT);
    see(3, Way.CALM, 0);
    is(1, Limit.CLIENT);
    see(10, Way.CALM, 0);
    is(0, Limit.NONE);
  }

  @Test
  void whatIsForbiddenIsTakenAtOnceAndGivenBackAtOnce() {
    best = 1;
    by = Limit.SCREEN;
    see(0.1, Way.CALM, 0);
    is(1, Limit.SCREEN);
    best = 0;
    by = Limit.NONE;
    see(0.1, Way.CALM, 0);
    is(0, Limit.NONE);
  }

  @Test
  void whatTheNetworkForbidsIsNotGivenBackByAnythingElse() {
    see(0.1, Way.LATE, 300_000);
    best = 3;
    by = Limit.BOX;
    see(0.1, Way.CALM, 0);
    is(3, Limit.BOX);
    best = 0;
    by = Limit.NONE;
    see(0.1, Way.CALM, 0);
    is(1, Limit.NETWORK);
  }

  /// Whatever is seen: within the ladder, never better than allowed, up by one rung at a time.
  @Test
  void anything() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      int before = state.at();
      int allowedBefore = best;
      if (random.nextInt(50) == 0) {
        best = random.nextInt(4);
        by = best == 0 ? Limit.NONE : Limit.SCREEN;
      }
      var way = Way.values()[random.nextInt(Way.values().length)];
      see(random.nextInt(1, 60) / 10.0, way, random.nextInt(3) * 700_000L, random.nextInt(9) == 0);
      assertTrue(state.at() >= best && state.at() <= 3, () -> "seed " + seed);
      assertTrue(state.takes() > 0, () -> "seed " + seed);
      if (best == allowedBefore && state.at() < before) {
        assertTrue(way == Way.CALM, () -> "seed " + seed);
      }
    }
  }
}
