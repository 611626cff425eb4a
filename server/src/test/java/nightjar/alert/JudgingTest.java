package nightjar.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nightjar.alert.AlertRule.Light;
import nightjar.alert.Judging.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is told when: as a table.
class JudgingTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Judging JUDGING =
      new Judging(BERLIN, Optional.of(new Sun.Place(52.52, 13.405)));

  private static long micros(String at) {
    return Instant.parse(at).toEpochMilli() * 1_000;
  }

  private static Hit hit(long at) {
    return new Hit(
        "Rule", Alert.Kind.MOTION, "front", at, "key", "Title", "Text.", List.of(), "", "");
  }

  private static Verdict judge(Wanted wanted, HouseMode mode, long at, Optional<Long> last) {
    return JUDGING.judge(wanted.rule(), hit(at), mode, last);
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, NOT_NOW",
    "HOME, NOT_NOW",
    "NIGHT, NOT_NOW",
    "AWAY, TELL",
  })
  void aRuleHoldsInItsModes(HouseMode mode, Verdict verdict) {
    assertEquals(verdict, judge(Wanted.motion(), mode, micros("2026-06-01T12:00:00Z"), none()));
  }

  @Test
  void whatIsOfTheBoxHoldsInAll() {
    for (var mode : HouseMode.values()) {
      var disk = Wanted.of(new What.DiskTrouble());
      assertEquals(Verdict.TELL, judge(disk, mode, micros("2026-06-01T12:00:00Z"), none()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "daily 22:00-06:00 | 2026-06-01T20:30:00Z | TELL", // half past ten in Berlin
        "daily 22:00-06:00 | 2026-06-01T19:30:00Z | NOT_NOW",
        "Mon-Fri 07:00-17:30 | 2026-06-06T10:00:00Z | NOT_NOW", // a Saturday
        "Mon-Fri 07:00-17:30 | 2026-06-05T10:00:00Z | TELL",
      })
  void aRuleHoldsAtItsTimesByTheClockOfTheHouse(String times, String at, Verdict verdict) {
    var rule = Wanted.motion().at(times, Light.ANY);
    assertEquals(verdict, judge(rule, HouseMode.AWAY, micros(at), none()));
  }

  @ParameterizedTest
  @CsvSource({
    "DARK, 2026-12-21T17:00:00Z, TELL", // the sun set before four
    "DARK, 2026-06-21T17:00:00Z, NOT_NOW",
    "DAY, 2026-12-21T17:00:00Z, NOT_NOW",
    "DAY, 2026-06-21T17:00:00Z, TELL",
  })
  void aRuleHoldsByTheSun(Light light, String at, Verdict verdict) {
    var rule = Wanted.motion().at("", light);
    assertEquals(verdict, judge(rule, HouseMode.AWAY, micros(at), none()));
  }

  @ParameterizedTest
  @CsvSource({
    "59, COOLS_DOWN",
    "60, TELL",
    "-5, TELL", // the clock was set back
  })
  void theSameIsNotToldAgainAtOnce(long secondsLater, Verdict verdict) {
    long last = micros("2026-06-01T12:00:00Z");
    var rule = Wanted.motion().every(Duration.ofSeconds(60), Duration.ZERO);
    long at = last + secondsLater * 1_000_000;
    assertEquals(verdict, judge(rule, HouseMode.AWAY, at, Optional.of(last)));
  }

  @Test
  void aDigestIsGathered() {
    var rule = Wanted.motion().every(Duration.ZERO, Duration.ofMinutes(10));
    long at = micros("2026-06-01T12:00:00Z");
    assertEquals(Verdict.GATHER, judge(rule, HouseMode.AWAY, at, none()));
  }

  private static Optional<Long> none() {
    return Optional.empty();
  }
}
