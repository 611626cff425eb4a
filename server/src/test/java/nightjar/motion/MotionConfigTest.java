package nightjar.motion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MotionConfigTest {
  static MotionConfig of(
      int sensitivity, double minSize, Duration minDuration, List<Zone> zones, double fps) {
    return new MotionConfig(
        true, sensitivity, minSize, minDuration, fps, zones, MotionConfig.Expert.STANDARD);
  }

  static MotionConfig sensitivity(int sensitivity) {
    return of(sensitivity, 0.15, Duration.ofMillis(250), List.of(), 10);
  }

  static MotionConfig zones(Zone... zones) {
    return of(50, 0.15, Duration.ofMillis(250), List.of(zones), 10);
  }

  static MotionConfig minSize(double percent) {
    return of(50, percent, Duration.ofMillis(250), List.of(), 10);
  }

  static MotionConfig minDuration(Duration least) {
    return of(50, 0.15, least, List.of(), 10);
  }

  static MotionConfig stillFor(Duration most) {
    var standard = MotionConfig.Expert.STANDARD;
    var expert =
        new MotionConfig.Expert(
            standard.contrast(), standard.noise(), standard.edge(), standard.travel(), most);
    return new MotionConfig(true, 50, 0.15, Duration.ofMillis(250), 10, List.of(), expert);
  }

  private static String refusal(Runnable made) {
    var message = assertThrows(IllegalArgumentException.class, made::run).getMessage();
    return message == null ? "" : message;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0   | 0.15 | 250   | 10 | sensitivity is from 1.0 to 100.0, not 0.0",
        "101 | 0.15 | 250   | 10 | sensitivity is from 1.0 to 100.0, not 101.0",
        "50  | 0    | 250   | 10 | minSize is from 0.01 to 50.0, not 0.0",
        "50  | 51   | 250   | 10 | minSize is from 0.01 to 50.0, not 51.0",
        "50  | NaN  | 250   | 10 | minSize is from 0.01 to 50.0, not NaN",
        "50  | 0.15 | -1    | 10 | minDuration is from 0.0 to 10.0, not -0.001",
        "50  | 0.15 | 10001 | 10 | minDuration is from 0.0 to 10.0, not 10.001",
        "50  | 0.15 | 250   | 0  | fps is from 1.0 to 30.0, not 0.0",
        "50  | 0.15 | 250   | 31 | fps is from 1.0 to 30.0, not 31.0"
      })
  void refusesWhatIsOutOfRange(int sensitivity, double size, long least, double fps, String why) {
    var duration = Duration.ofMillis(least);
    assertEquals(why, refusal(() -> of(sensitivity, size, duration, List.of(), fps)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.4 | 5    | 0.3  | 2  | 60   | contrast is from 0.5 to 100.0, not 0.4",
        "4   | 0.9  | 0.3  | 2  | 60   | noise is from 1.0 to 50.0, not 0.9",
        "4   | 5    | -0.1 | 2  | 60   | edge is from 0.0 to 2.0, not -0.1",
        "4   | 5    | NaN  | 2  | 60   | edge is from 0.0 to 2.0, not NaN",
        "4   | 5    | 0.3  | 51 | 60   | travel is from 0.0 to 50.0, not 51.0",
        "4   | 5    | 0.3  | 2  | 0    | stillFor is from 1.0 to 3600.0, not 0.0",
        "4   | 5    | 0.3  | 2  | 3601 | stillFor is from 1.0 to 3600.0, not 3601.0"
      })
  void refusesWhatAnExpertMayNot(
      double contrast, double noise, double edge, double travel, long still, String why) {
    var duration = Duration.ofSeconds(still);
    assertEquals(
        why, refusal(() -> new MotionConfig.Expert(contrast, noise, edge, travel, duration)));
  }

  @Test
  void refusesTooManyZonesAndTwoOfAName() {
    var zones =
        IntStream.range(0, 17)
            .mapToObj(i -> ZoneTest.of("zone " + i, Zone.Kind.IGNORE, 0, 0, 1, 0, 1, 1))
            .toArray(Zone[]::new);
    assertEquals("zones: at most 16", refusal(() -> zones(zones)));
    assertEquals(
        "zones: two are called zone 3", refusal(() -> zones(zones[3], zones[1], zones[3])));
  }

  @Test
  void keepsItsOwnZones() {
    var mine = new ArrayList<>(List.of(ZoneTest.of("a", Zone.Kind.IGNORE, 0, 0, 1, 0, 1, 1)));
    var config = of(50, 0.15, Duration.ZERO, mine, 10);
    mine.clear();
    assertEquals(1, config.zones().size());
  }
}
