package nightjar.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /// 2026-03-02 is a Monday.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon-Fri 07:00-17:30, Sat,Sun 09:00-12:00 | 2026-03-02T06:59:59 | on  | 02T07:00",
        "Mon-Fri 07:00-17:30, Sat,Sun 09:00-12:00 | 2026-03-02T07:00    | off | 02T17:30",
        "Mon-Fri 07:00-17:30, Sat,Sun 09:00-12:00 | 2026-03-02T17:30    | on  | 03T07:00",
        "Mon-Fri 07:00-17:30; Sat,Sun 09:00-12:00 | 2026-03-06T18:00    | on  | 07T09:00",
        "Mon-Fri 07:00-17:30;Sat, Sun 09:00-12:00 | 2026-03-08T11:59    | off | 08T12:00",
        "daily 22:00-06:00                        | 2026-03-02T21:59    | on  | 02T22:00",
        "daily 22:00-06:00                        | 2026-03-02T23:00    | off | 03T06:00",
        "daily 22:00-06:00                        | 2026-03-02T05:59    | off | 02T06:00",
        "Fri 22:00-06:00                          | 2026-03-07T05:00    | off | 07T06:00",
        "Fri 22:00-06:00                          | 2026-03-06T05:00    | on  | 06T22:00",
        "Fri 22:00-06:00                          | 2026-03-08T05:00    | on  | 13T22:00",
        "Sun 22:00-06:00                          | 2026-03-02T05:00    | off | 02T06:00",
        "Fri-Mon 10:00-11:00                      | 2026-03-02T10:30    | off | 02T11:00",
        "Fri-Mon 10:00-11:00                      | 2026-03-03T10:30    | on  | 06T10:00",
        "Mon 22:00-00:00                          | 2026-03-02T23:59    | off | 03T00:00",
        "Mon 22:00-24:00, Tue 00:00-06:00         | 2026-03-02T23:59    | off | 03T06:00",
        "Mon-Sat 00:00-24:00, Sun 00:00-12:00     | 2026-03-02T12:00    | off | 08T12:00",
        "daily 00:00-24:00                        | 2026-03-02T12:00    | off | never",
        "daily 12:00-13:00, daily 12:30-14:00     | 2026-03-02T12:45    | off | 02T14:00",
      })
  void windows(String text, String now, String expected, String change) {
    var times = WeekTimes.parse(text);
    assertEquals(expected, word(times, at(now)));
    assertEquals(
        change,
        times
            .nextChange(at(now))
            .map(c -> c.toLocalDateTime().toString().substring(8))
            .orElse("never"));
  }

  /// On 2026-03-29 a clock in Berlin goes from 02:00 to 03:00, on 2026-10-25 from 03:00 to 02:00.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "daily 02:15-02:45 | 2026-03-28T12:00Z | on  | 2026-03-30T00:15Z", // left out on the 29th
        "Sun 02:15-02:45   | 2026-03-28T12:00Z | on  | 2026-04-05T00:15Z",
        "daily 02:30-06:00 | 2026-03-29T00:59Z | on  | 2026-03-29T01:00Z", // the clock jumps into
        // it
        "daily 02:30-06:00 | 2026-03-29T01:00Z | off | 2026-03-29T04:00Z",
        "daily 22:00-02:30 | 2026-03-29T00:59Z | off | 2026-03-29T01:00Z", // and out of it
        "daily 22:00-02:30 | 2026-03-29T01:00Z | on  | 2026-03-29T20:00Z",
        "daily 22:00-06:00 | 2026-03-28T21:30Z | off | 2026-03-29T04:00Z", // seven hours
        "daily 22:00-06:00 | 2026-10-24T20:30Z | off | 2026-10-25T05:00Z", // nine hours
        "daily 02:15-02:45 | 2026-10-25T00:00Z | on  | 2026-10-25T00:15Z", // twice
        "daily 02:15-02:45 | 2026-10-25T00:20Z | off | 2026-10-25T00:45Z",
        "daily 02:15-02:45 | 2026-10-25T00:50Z | on  | 2026-10-25T01:15Z",
        "daily 02:15-02:45 | 2026-10-25T01:20Z | off | 2026-10-25T01:45Z",
        "daily 22:00-02:30 | 2026-10-25T00:29Z | off | 2026-10-25T00:30Z",
        "daily 22:00-02:30 | 2026-10-25T00:30Z | on  | 2026-10-25T01:00Z",
        "daily 22:00-02:30 | 2026-10-25T01:10Z | off | 2026-10-25T01:30Z",
      })
  void clocksThatAreChanged(String text, String now, String expected, String change) {
    var times = WeekTimes.parse(text);
    var when = ZonedDateTime.parse(now).withZoneSameInstant(BERLIN);
    assertEquals(expected, word(times, when));
    assertEquals(ZonedDateTime.parse(change).toInstant(), times.nextChange(when).get().toInstant());
  }

  @Test
  void noneIsNever() {
    assertFalse(WeekTimes.NONE.holds(at("2026-03-02T12:00")));
    assertEquals(Optional.empty(), WeekTimes.NONE.nextChange(at("2026-03-02T12:00")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "daily",
        "07:00-08:00",
        "mon 07:00-08:00",
        "Mon 7:00-8:00",
        "Mon 07:00",
        "Mon 07:00 - 08:00",
        "Mon 24:00-08:00",
        "Mon 07:60-08:00",
        "Mon 07:00-25:00",
        "Mon 07:00-24:01",
        "Mon 07:00-07:00",
        "Mon-Tue-Wed 07:00-08:00",
        "Mon,daily 07:00-08:00",
        "Mon 07:00-08:00,",
        "Mon 07:00-08:00 Tue 07:00-08:00",
        "Mon 07:00-08:00\n",
        "Mon\u0662 07:00-08:00",
        "Mon 0\u0667:00-08:00",
      })
  void whatIsNoScheduleIsRefused(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> WeekTimes.parse(text));
    assertTrue(e.getMessage().contains("such as"), e::getMessage);
  }

  @Test
  void anyTextIsAScheduleOrRefused() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var pieces =
        new String[] {
          "Mon", "Sun", "daily", "-", ",", ";", " ", "07:00", "24:00", "23:59", "00:00", "x", "é",
          "9"
        };
    int right = 0;
    for (int i = 0; i < 100_000; i++) {
      var text = new StringBuilder(i % 2 == 0 ? "" : "Mon 07:00-24:00");
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      try {
        right += WeekTimes.parse(text.toString()).windows().size();
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().contains("such as"), () -> text + ": " + e.getMessage());
      }
    }
    assertTrue(right > 1000);
    var longest = "Mon 07:00-08:00,".repeat(100_000);
    assertThrows(IllegalArgumentException.class, () -> WeekTimes.parse(longest));
  }

  /// Minute by minute, over both changes, against what each minute says by itself.
  @Test
  void theNextChangeIsTheFirstMinuteThatIsOtherwise() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      var times = WeekTimes.parse(randomWindow(random) + ", " + randomWindow(random));
      var day = i % 2 == 0 ? "2026-03-28T00:00" : "2026-10-24T00:00";
      var now = at(day).plusMinutes(random.nextInt(3 * 24 * 60));
      var minute = now.plusMinutes(1);
      while (times.holds(minute) == times.holds(now)
          && minute.isBefore(now.plus(Duration.ofDays(9)))) {
        minute = minute.plusMinutes(1);
      }
      var found = times.nextChange(now);
      if (minute.isBefore(now.plus(Duration.ofDays(9)))) {
        assertEquals(minute.toInstant(), found.get().toInstant(), times + " at " + now);
      } else {
        assertTrue(found.isEmpty() || found.get().isAfter(minute.minusMinutes(1)));
      }
    }
  }

  private static String randomWindow(Random random) {
    var days = new String[] {"daily", "Mon-Fri", "Sat,Sun", "Sun", "Fri-Mon"};
    int from = random.nextInt(24 * 60);
    int to = (from + 1 + random.nextInt(24 * 60 - 1)) % (24 * 60);
    return "%s %02d:%02d-%02d:%02d"
        .formatted(days[random.nextInt(days.length)], from / 60, from % 60, to / 60, to % 60);
  }

  private static String word(WeekTimes times, ZonedDateTime when) {
    return times.holds(when) ? "off" : "on";
  }

  private static ZonedDateTime at(String local) {
    return LocalDateTime.parse(local).atZone(BERLIN);
  }
}
