package nightjar.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightjar.event.Course.Step;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Moments of a second each: `M` moving, `m` moving by something that came into view then, `s`
/// stirring, `t` still, `.` quiet, `l` learning, `_` no picture.
class CourseTest {
  private static final EventConfig CONFIG =
      new EventConfig(Duration.ofSeconds(4), Duration.ofSeconds(3), Duration.ofMinutes(10));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "..........          | ''",
        "..ssss....          | ''",
        "..tt...             | ''",
        ".mMM................| 1-3 QUIET",
        ".mM..M............. | 1-5 QUIET", // a pause within linger
        ".mM......M..........| 1-9 QUIET", // the same thing goes on within merge
        ".mM......m..........| 1-9 QUIET", // another began within merge: the same event
        ".mM........mM..........| 1-2 QUIET, 11-12 QUIET", // later: two
        ".mMttttttttt........| 1-11 SETTLED", // stands, and is taken for the scene
        ".mMttttttttt.M..........| 1-13 QUIET", // and goes again
        ".mMssss.............| 1-2 QUIET", // what only stirs holds nothing open
        ".mMssssssssssssssssssssssss| 1-2 QUIET", // nor for long
        ".mM....llllll....   | 1-2 QUIET", // the light changed
        ".mM_________........| 1-2 SILENCE", // the camera is gone
        ".mM_________m.......| 1-2 SILENCE, 12-12 OPEN",
        ".mMMMMM             | 1-6 OPEN",
      })
  void decides(String moments, String expected) {
    assertEquals(expected, run(moments.strip(), CONFIG));
  }

  private static String run(String moments, EventConfig config) {
    Course course = Course.before();
    var steps = new ArrayList<Step>();
    long first = 0;
    for (int i = 0; i < moments.length(); i++) {
      char c = moments.charAt(i);
      first = c == 'm' ? i : first;
      if (c != '_') {
        var next = course.next(moment(c, i, first), config);
        steps.addAll(next.steps());
        course = next.course();
      }
    }
    if (course instanceof Course.Lasting(long _, long _, long held, boolean _, long _)) {
      steps.add(new Step.Ended(held, Ending.STOPPED));
    }
    return words(steps);
  }

  private static Moment moment(char c, int second, long first) {
    long millis = second * 1_000L;
    return switch (c) {
      case 'M', 'm' -> Moments.of(millis, "moving", first * 1_000);
      case 's' -> Moments.of(millis, "stirring", millis);
      case 't' -> Moments.of(millis, "still", first * 1_000);
      case 'l' -> Moments.of(millis, "learning", -1);
      case '.' -> Moments.of(millis, "quiet", -1);
      default -> throw new AssertionError(c);
    };
  }

  private static String words(List<Step> steps) {
    var text = new StringBuilder();
    for (var step : steps) {
      switch (step) {
        case Step.Begun(long start, long _, boolean goesOn) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(goesOn ? "+" : "")
                .append(start / 1_000_000_000)
                .append('-');
        case Step.Ended(long end, var why) ->
            text.append(end / 1_000_000_000)
                .append(' ')
                .append(why == Ending.STOPPED ? "OPEN" : why);
      }
    }
    return text.toString();
  }

  @Test
  void aLongOneIsCutAndGoesOn() {
    var config = new EventConfig(CONFIG.linger(), CONFIG.merge(), Duration.ofSeconds(10));
    assertEquals(
        "1-11 LONGEST, +11-21 LONGEST, +21-24 QUIET",
        run(".m" + "M".repeat(23) + ".........", config));
  }

  @Test
  void beginsWhenItWasFirstSeenAndSaysWhenItWasSure() {
    var next = Course.before().next(Moments.of(900, "moving", 300), CONFIG);
    assertEquals(
        List.of(new Step.Begun(Moments.ticks(300), Moments.ticks(900), false)), next.steps());
  }

  @Test
  void silenceEndsItWithoutAMoment() {
    var lasting = Course.before().next(Moments.of(1_000, "moving", 1_000), CONFIG).course();
    assertEquals(List.of(), lasting.silence(Moments.ticks(8_000), CONFIG).steps());
    assertEquals(
        List.of(new Step.Ended(Moments.ticks(1_000), Ending.SILENCE)),
        lasting.silence(Moments.ticks(8_001), CONFIG).steps());
  }

  /// Whatever comes: begun and ended take turns, and time runs forwards.
  @RepeatedTest(20)
  void alwaysEndsWhatItBegan() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    Course course = Course.before();
    var steps = new ArrayList<Step>();
    long now = 0;
    for (int i = 0; i < 3_000; i++) {
      now += random.nextInt(20) == 0 ? random.nextInt(-9_000, 30_000) : random.nextInt(1_500);
      var next =
          switch (random.nextInt(60)) {
            case 0 -> course.silence(Moments.ticks(now), CONFIG);
            case 1 -> course.stop(Ending.OFF);
            default -> {
              var states = Moment.State.values();
              var state = states[random.nextInt(states.length)].name();
              long first = now - random.nextInt(-2_000, 20_000);
              yield course.next(Moments.of(now, state, Math.max(0, first)), CONFIG);
            }
          };
      steps.addAll(next.steps());
      course = next.course();
    }
    steps.addAll(course.stop(Ending.STOPPED).steps());
    check(steps, "-Dseed=" + seed);
  }

  private static void check(List<Step> steps, String seed) {
    long last = Long.MIN_VALUE;
    boolean open = false;
    assertTrue(steps.size() > 10, seed);
    for (var step : steps) {
      switch (step) {
        case Step.Begun(long start, long confirmed, boolean _) -> {
          assertFalse(open, seed);
          assertTrue(last <= start && start <= confirmed, seed);
          last = confirmed;
          open = true;
        }
        case Step.Ended(long end, var _) -> {
          assertTrue(open, seed);
          assertTrue(last <= end, seed);
          last = end;
          open = false;
        }
      }
    }
    assertFalse(open, seed);
  }
}
