package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final Pace PACE = new Pace(Duration.ofMillis(700), Duration.ofMillis(500));

  /// How far behind in milliseconds, every 100 ms; what the pace is then: on time, behind, cut.
  @ParameterizedTest
  @CsvSource({
    "0 100 700 0                                , oooo", // tolerated
    "701 701 701 701 701                        , bbbbb", // not for long enough
    "701 701 701 701 701 701                    , bbbbbc",
    "900 800 9000 800 900 800 900 800           , bbbbbccc", // and stays cut,
    "900 900 900 900 900 900 900 700 900        , bbbbbccob", // until it has caught up
    "900 900 900 900 700 900 900 900 900 900 900, bbbbobbbbcc", // patience starts anew
  })
  void isCutOnceBehindForTooLong(String behind, String states) {
    var found = new StringBuilder();
    long tick = 12_345;
    Pace.State state = new Pace.State.OnTime(tick);
    for (var millis : behind.strip().split(" ")) {
      state = PACE.next(state, Duration.ofMillis(Long.parseLong(millis)), tick);
      found.append(letter(state));
      tick += 100_000_000;
    }
    assertEquals(states, found.toString());
  }

  /// Sending one picture took three seconds: it is too late to wait and see.
  @Test
  void isCutAtOnceAfterAStall() {
    var state = PACE.next(new Pace.State.OnTime(0), Duration.ofSeconds(3), 3_000_000_000L);
    assertEquals(new Pace.State.Cut(0), state);
  }

  private static char letter(Pace.State state) {
    return switch (state) {
      case Pace.State.OnTime _ -> 'o';
      case Pace.State.Behind _ -> 'b';
      case Pace.State.Cut _ -> 'c';
    };
  }
}
