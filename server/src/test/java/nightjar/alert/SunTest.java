package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sunrise and sunset, against what almanacs say.
class SunTest {
  /// Of timeanddate.com and the US Naval Observatory, to the minute.
  @ParameterizedTest
  @CsvSource({
    "52.52, 13.405, 2025-06-21T02:43:00Z, 2025-06-21T19:33:00Z", // Berlin, the longest day
    "52.52, 13.405, 2025-12-21T07:15:00Z, 2025-12-21T14:54:00Z", // and the shortest
    "40.713, -74.006, 2025-03-20T10:59:00Z, 2025-03-20T23:08:00Z", // New York
    "-33.869, 151.209, 2025-12-20T18:41:00Z, 2025-12-21T09:05:00Z", // Sydney
    "0, 0, 2025-03-20T06:04:00Z, 2025-03-20T18:11:00Z",
  })
  void theSunRisesAndSets(double latitude, double longitude, Instant rise, Instant set) {
    var place = new Sun.Place(latitude, longitude);
    var slack = Duration.ofMinutes(3);
    assertEquals(false, Sun.isUp(rise.minus(slack), place));
    assertEquals(true, Sun.isUp(rise.plus(slack), place));
    assertEquals(true, Sun.isUp(set.minus(slack), place));
    assertEquals(false, Sun.isUp(set.plus(slack), place));
  }

  @Test
  void beyondThePolarCircleItMayNotRise() {
    var tromso = new Sun.Place(69.65, 18.96);
    for (int hour = 0; hour < 24; hour++) {
      var at = Duration.ofHours(hour);
      assertEquals(false, Sun.isUp(Instant.parse("2025-12-21T00:00:00Z").plus(at), tromso));
      assertEquals(true, Sun.isUp(Instant.parse("2025-06-21T00:00:00Z").plus(at), tromso));
    }
  }

  @ParameterizedTest
  @CsvSource({"91, 0", "0, 181", "NaN, 0"})
  void aPlaceIsOnEarth(double latitude, double longitude) {
    assertThrows(IllegalArgumentException.class, () -> new Sun.Place(latitude, longitude));
  }
}
