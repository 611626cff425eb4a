package nightjar.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionLimitsTest {
  private static final SessionLimits LIMITS =
      new SessionLimits(Duration.ofDays(14), Duration.ofDays(90));

  @ParameterizedTest
  @CsvSource({
    // began, used, behind, now: days
    "0, 0, 0, 0, false",
    "0, 0, 0, 13, false",
    "0, 0, 0, 14, true",
    "0, 80, 0, 89, false",
    "0, 80, 0, 90, true",
    // the clock starts years behind: nobody is signed out
    "9000, 9001, 0, 0, false",
    "9000, 9001, 13, 0, false",
    // but nor does it last for ever
    "9000, 9001, 14, 0, true",
  })
  void tellWhenItIsOver(int began, int used, int behind, int now, boolean over) {
    assertEquals(over, LIMITS.isOver(day(began), day(used), Duration.ofDays(behind), day(now)));
  }

  private static Instant day(int day) {
    return Instant.EPOCH.plus(Duration.ofDays(day));
  }
}
