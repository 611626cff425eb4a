package nightjar.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import nightjar.base.WeekTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Seconds, one letter each. What is seen: `.` nothing, `m` motion, `e` an event (and motion), `o`
/// the camera is off. What is done: `_` nothing, `R` recorded, a digit: recorded, reaching so many
/// seconds back.
class RollingTest {
  private static final RecordConfig CONFIG =
      new RecordConfig(RecordMode.EVENTS, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(3));

  @ParameterizedTest
  @CsvSource({
    "CONTINUOUS, MAIN, ..m.e.o..,     0RRRRR_0R",
    "CONTINUOUS, SUB,  ..m.e.o..,     _________",
    "OFF,        MAIN, ..m.e.o..,     _________",
    "MOTION,     MAIN, ......m.......,______5RR_____",
    "MOTION,     MAIN, ......m..m....,______5RRRRR__",
    "MOTION,     MAIN, .m............,_1RR__________", // no further back than it was allowed
    "MOTION,     MAIN, ......mo......,______5_______",
    "MOTION,     MAIN, ......oo.m....,_________2RR__",
    "EVENTS,     MAIN, ..m...eee.....,______5RRRR___",
    "EVENTS,     MAIN, ......e....e..,______5RR__5RR",
    "DUAL,       MAIN, ......e.......,______5RR_____",
    "DUAL,       SUB,  ......e..o....,0RRRRRRRR_0RRR",
  })
  void rows(RecordMode mode, Rendition rendition, String seen, String done) {
    var said = new StringBuilder();
    var rolling = Rolling.at(0);
    boolean was = false;
    for (int i = 0; i < seen.length(); i++) {
      char c = seen.charAt(i);
      var next =
          rolling.next(
              new Rolling.Seen(
                  i * 1_000_000_000L,
                  mode,
                  c != 'o',
                  c == 'm' || c == 'e',
                  c == 'e',
                  Duration.ZERO),
              rendition,
              CONFIG);
      rolling = next.rolling();
      said.append(!next.records() ? "_" : was ? "R" : "" + next.reach().toSeconds());
      was = next.records();
    }
    assertEquals(done, said.toString());
  }

  @Test
  void whatBeganAWhileAgoIsReachedForToo() {
    var seen =
        new Rolling.Seen(
            100_000_000_000L, RecordMode.EVENTS, true, true, true, Duration.ofSeconds(2));
    assertEquals(Duration.ofSeconds(7), Rolling.at(0).next(seen, Rendition.MAIN, CONFIG).reach());
  }

  @Test
  void theFirstModeWhoseWindowHoldsIsInForce() {
    var config =
        new RecordConfig(
            RecordMode.EVENTS,
            Map.of(
                RecordMode.CONTINUOUS, WeekTimes.parse("daily 22:00-06:00"),
                RecordMode.OFF, WeekTimes.parse("daily 05:00-07:00")),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
    assertEquals(RecordMode.EVENTS, config.at(at("12:00")));
    assertEquals(RecordMode.CONTINUOUS, config.at(at("22:00")));
    assertEquals(RecordMode.CONTINUOUS, config.at(at("04:59")));
    assertEquals(RecordMode.OFF, config.at(at("05:30")));
    assertEquals(RecordMode.OFF, config.at(at("06:59")));
    assertTrue(config.records());
    assertTrue(config.looksBack());
    assertFalse(config.uses(RecordMode.DUAL));
    assertFalse(RecordConfig.OFF.records());
  }

  private static ZonedDateTime at(String time) {
    return ZonedDateTime.parse("2026-03-02T" + time + ":00+01:00")
        .withZoneSameLocal(ZoneId.of("Europe/Berlin"));
  }
}
