package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the decisions come to, on connections made of numbers: the real ones are in bench/net.
class RehearsalTest {
  private static final double LAN = 0.003; // seconds one way
  private static final long MOST_WAITING = 1_500_000 / 8 * 5 / 2; // bytes: main's, of 2.5 s

  @Test
  void nothingHappensOnAGoodNetwork() {
    var viewing = new Rehearsal(1, _ -> 10e6, _ -> LAN);
    viewing.run(300);
    assertEquals(List.of("full"), viewing.rungs());
    assertTrue(viewing.delay(1, 0, 300) < 0.1);
  }

  static Stream<Double> whenTheNetworkGetsWorse() {
    return Stream.iterate(20.0, t -> t < 22, t -> t + 0.17); // somewhere in a GOP
  }

  @ParameterizedTest
  @MethodSource("whenTheNetworkGetsWorse")
  void aDropIsOneSwitchDownWithinASecondAndTheRiseOneUp(double at) {
    var viewing = new Rehearsal(1, t -> t < at ? 10e6 : t < 60 ? 300e3 : 5e6, _ -> LAN);
    viewing.run(100);
    assertEquals(List.of("full", "small", "full"), viewing.rungs());
    assertTrue(viewing.began(1) - at < 1, () -> "down after " + (viewing.began(1) - at));
    assertTrue(viewing.recovery(at) < 3, () -> "recovered after " + viewing.recovery(at));
    assertTrue(viewing.delay(0.95, at + 3, 60) < 0.6);
    assertTrue(viewing.began(2) - 60 < 20, () -> "up after " + (viewing.began(2) - 60));
  }

  @ParameterizedTest
  @ValueSource(doubles = {30e3, 50e3, 100e3, 200e3, 300e3, 500e3, 800e3, 1e6, 1.3e6})
  void aSlowNetworkIsNotTriedOverAndOver(double rate) {
    var viewing = new Rehearsal(1, _ -> rate, _ -> LAN);
    viewing.run(600);
    assertTrue(viewing.rungs().size() <= 20, viewing.rungs()::toString);
    assertTrue(viewing.mostWaiting < MOST_WAITING, () -> viewing.mostWaiting + " bytes");
  }

  @Test
  void jitterIsNoLackOfBandwidth() {
    var random = new Random(3);
    var viewing = new Rehearsal(1, _ -> 10e6, t -> t < 10 ? LAN : random.nextDouble() * 0.3);
    viewing.run(60);
    assertEquals(List.of("full"), viewing.rungs());
    assertTrue(viewing.delay(0.95, 10, 60) < 0.6);
  }

  @Test
  void aBrowserThatIsBusyForAMomentIsNoSlowNetwork() {
    var viewing = new Rehearsal(1, _ -> 10e6, t -> t % 10 < 0.6 ? 0.6 - t % 10 + LAN : LAN);
    viewing.run(120);
    assertEquals(List.of("full"), viewing.rungs());
    assertTrue(viewing.delay(0.9, 0, 120) < 0.4);
  }

  @Test
  void afterABlackoutItIsTriedSmallAndThenAsBefore() {
    var viewing = new Rehearsal(1, t -> t > 20 && t < 30 ? 0.001 : 10e6, _ -> LAN);
    viewing.run(60);
    assertEquals(List.of("full", "small", "full"), viewing.rungs());
    assertTrue(viewing.delay(1, 31, 60) < 0.5);
  }

  /// Any network at all: what is on its way stays bounded, and a good minute at the end is enough.
  @Test
  void whateverTheNetworkDoes() {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int i = 0; i < 40; i++) {
      long one = seed + i;
      var random = new Random(one);
      double[] rates = random.doubles(12, Math.log(20e3), Math.log(20e6)).map(Math::exp).toArray();
      double[] delays = random.doubles(12, 0.001, 0.2).toArray();
      var viewing =
          new Rehearsal(
              one,
              t -> t >= 60 ? 10e6 : rates[(int) (t / 5)],
              t -> t >= 60 ? LAN : delays[(int) (t / 5)]);
      viewing.run(400);
      assertEquals("full", viewing.rungs().getLast(), () -> "seed " + one);
      assertTrue(
          viewing.mostWaiting < MOST_WAITING, () -> viewing.mostWaiting + " bytes, seed " + one);
      double late = viewing.delay(1, 370, 400);
      assertTrue(late < 0.5, () -> late + " s, seed " + one);
    }
  }
}
