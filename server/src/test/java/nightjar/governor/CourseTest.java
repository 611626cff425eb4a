package nightjar.governor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.governor.State.Taken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is shed when and why, and when it comes back: second by second.
class CourseTest {
  private static final long SECOND = 1_000_000_000;
  private static final Set<Step> ALL = EnumSet.allOf(Step.class);
  private static final Pace PACE = Pace.of(Duration.ofSeconds(20));
  private static final int LONGEST = 320; // seconds

  private final Box box = new Box(ALL);

  /// A board's second after second, started long enough ago.
  private static final class Box {
    private final Course course;
    private State state;
    private long second;

    Box(Set<Step> ladder) {
      course = new Course(Limits.of(true), PACE, ladder);
      state = course.initial(-PACE.start() - PACE.bad());
    }

    void pass(Readings readings) {
      state = course.next(state, readings, second++ * SECOND);
    }

    /// @return the level after each second, a digit each
    String pass(String words, int seconds) {
      var levels = new StringBuilder();
      for (int i = 0; i < seconds; i++) {
        pass(Machines.of(words));
        levels.append(state.level());
      }
      return levels.toString();
    }

    /// What is shed in the end, in order.
    String end(String words) {
      pass(words, 200);
      return steps();
    }

    String steps() {
      return state.taken().stream().map(t -> t.step().name()).collect(Collectors.joining(" "));
    }

    /// @return seconds until the level changed
    int untilChange(String words) {
      int before = state.level();
      for (int i = 1; i < 2 * LONGEST; i++) {
        pass(Machines.of(words));
        if (state.level() != before) {
          return i;
        }
      }
      throw new AssertionError("stays as it is with " + words + ": " + state);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // reading        | level after each second
        "calm             | 00000000000000000000",
        "heat 79.9        | 00000000000000000000",
        "heat 80          | 00011111111111112222", // heat is slow to show that it helped
        "heat 84.9        | 00011111111111112222",
        "heat 85          | 12345678888888888888",
        "slowed           | 00011111111111112222",
        "undervolted      | 00011122233344455566",
        "cpu 0.49         | 00000000000000000000",
        "cpu 0.5          | 00011122233344455566",
        "memory 41        | 00000000000000000000",
        "memory 40        | 00011122233344455566",
        "memory 20        | 12345666666666666666", // all that helps
        "memory-waits 0.3 | 00011122233344455566",
        "cma 2            | 00011111111111111111",
        "disk 999         | 00000000000000000000",
        "disk 1000        | 00011122233333333333",
        "io-waits 0.7     | 00011122233333333333",
        "wifi 20          | 00011122233344455566",
      })
  void goesDown(String words, String levels) {
    assertEquals(levels, box.pass(words, 20));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu 0.9      | OBJECTS MOTION MAIN_SOME MAIN_MORE MAIN_MOST SUB VIEWERS_FEW VIEWERS_ONE",
        "heat 90      | OBJECTS MOTION MAIN_SOME MAIN_MORE MAIN_MOST SUB VIEWERS_FEW VIEWERS_ONE",
        "slowed       | OBJECTS MOTION MAIN_SOME MAIN_MORE MAIN_MOST SUB VIEWERS_FEW VIEWERS_ONE",
        "memory 30    | MAIN_SOME MAIN_MORE MAIN_MOST SUB VIEWERS_FEW VIEWERS_ONE",
        "wifi 30      | MAIN_SOME MAIN_MORE MAIN_MOST SUB VIEWERS_FEW VIEWERS_ONE",
        "disk 3000    | MAIN_SOME MAIN_MORE MAIN_MOST",
        "cma 1        | SUB",
        "cma 1, cpu 1 | OBJECTS MOTION MAIN_SOME MAIN_MORE MAIN_MOST SUB VIEWERS_FEW VIEWERS_ONE",
      })
  void shedsWhatHelpsAndNothingElse(String words, String steps) {
    assertEquals(steps, box.end(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // at level | reading
        "heat 81    | heat 73",
        "heat 81    | heat 79",
        "cpu 0.6    | cpu 0.3",
        "memory 39  | memory 63",
        "cma 1      | cma 3",
        "disk 2000  | disk 500",
        "wifi 21    | wifi 15",
        "io-waits 1 | io-waits 0.4",
        "memory-waits 1 | memory-waits 0.2",
      })
  void staysAsItIsBetweenTheBounds(String bad, String fair) {
    box.untilChange(bad);
    assertEquals("1".repeat(400), box.pass(fair, 400));
  }

  @Test
  void comesBackOneAtATime() {
    assertEquals("00011122", box.pass("cpu 1", 8));
    assertEquals("2".repeat(20) + "1".repeat(20) + "0".repeat(100), box.pass("calm", 140));
  }

  @Test
  void comesBackInReverse() {
    box.end("cpu 1");
    var steps = new ArrayList<String>();
    while (box.state.level() > 0) {
      var before = box.state.taken();
      box.untilChange("calm");
      steps.add(before.getLast().step().name());
      assertEquals(before.subList(0, before.size() - 1), box.state.taken());
    }
    assertEquals(ALL.stream().map(Step::name).toList().reversed(), steps);
  }

  @Test
  void aBadMomentIsNoReason() {
    for (int i = 0; i < 50; i++) {
      assertEquals("000", box.pass("cpu 1", 3));
      assertEquals("0", box.pass("calm", 1));
    }
  }

  @Test
  void whatIsCalmForAMomentBeginsToWaitAnew() {
    box.untilChange("cpu 1");
    for (int i = 0; i < 50; i++) {
      assertEquals("1".repeat(19), box.pass("calm", 19));
      assertEquals("1", box.pass("cpu 0.3", 1));
    }
  }

  @Test
  void waitsLongerAfterEachRelapse() {
    box.untilChange("cpu 1");
    var waits = new ArrayList<Integer>();
    for (int i = 0; i < 6; i++) {
      waits.add(box.untilChange("calm") - 1);
      box.untilChange("cpu 1");
    }
    assertEquals(List.of(20, 40, 80, 160, 320, 320), waits);
  }

  @Test
  void forgetsRelapsesAfterALongTimeOfPeace() {
    box.untilChange("cpu 1");
    box.untilChange("calm");
    box.untilChange("cpu 1");
    assertEquals(41, box.untilChange("calm"));
    box.pass("calm", LONGEST);
    box.untilChange("cpu 1");
    assertEquals(21, box.untilChange("calm"));
  }

  @Test
  void doesNotRelapseLater() {
    box.untilChange("cpu 1");
    box.untilChange("calm");
    box.pass("calm", 25);
    box.untilChange("cpu 1");
    assertEquals(21, box.untilChange("calm"));
  }

  @Test
  void oneTroubleDoesNotHoldWhatAnotherTook() {
    box.end("cpu 1, cma 1");
    box.pass("cma 1", 1000);
    assertEquals("SUB", box.steps());
    box.pass("calm", 30);
    assertEquals("", box.steps());
  }

  @Test
  void nothingIsShedWhileItStarts() {
    box.state = box.course.initial(0);
    assertEquals("00000000000001", box.pass("cpu 1", 14));
    box.state = box.course.initial(box.second * SECOND);
    assertEquals("00000000000", box.pass("heat 90", 11));
  }

  @Test
  void whatIsNotThereIsNotShed() {
    var small = new Box(Step.ladder(false, true, false, false));
    assertEquals("MOTION VIEWERS_FEW VIEWERS_ONE", small.end("cpu 1"));
    assertEquals("", new Box(Set.of()).end("heat 100"));
  }

  @Test
  void withoutPressureTheLoadCounts() {
    for (int i = 0; i < 10; i++) {
      box.pass(Machines.plain(1, 1.2)); // all busy, and nobody waits
    }
    assertEquals(0, box.state.level());
    for (int i = 0; i < 4; i++) {
      box.pass(Machines.plain(1, 3));
    }
    assertEquals("OBJECTS", box.steps());
    for (int i = 0; i < 100; i++) {
      box.pass(Machines.plain(0.95, 1.5));
    }
    assertEquals("OBJECTS", box.steps());
    for (int i = 0; i < 21; i++) {
      box.pass(Machines.plain(0.95, 1.1));
    }
    assertEquals("", box.steps());
  }

  @Test
  void whatIsNotShownIsNoReason() {
    for (int i = 0; i < 100; i++) {
      box.pass(Readings.unknown(4));
    }
    assertEquals(0, box.state.level());
    box.untilChange("heat 81");
    for (int i = 0; i < 21; i++) {
      box.pass(Readings.unknown(4));
    }
    assertEquals(0, box.state.level());
  }

  @Test
  void aPcIsMadeForMoreHeat() {
    var pc = Limits.of(false);
    assertEquals(List.of(), pc.judge(Machines.of("heat 79")));
    assertTrue(pc.judge(Machines.of("heat 91")).stream().noneMatch(Limits.Finding::isBad));
    assertTrue(pc.judge(Machines.of("heat 93")).stream().anyMatch(Limits.Finding::isBad));
  }

  /// Whatever the readings, within what is promised; and then all comes back.
  @Test
  void keepsItsPromisesWhateverIsRead() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      var any = new Box(ALL);
      any.state = any.course.initial(0);
      long changed = Long.MIN_VALUE;
      for (int i = 0; i < 300; i++) {
        var before = any.state;
        var readings = random(random);
        any.pass(readings);
        check(before, any.state, changed, any.second - 1, seed);
        changed = any.state.level() == before.level() ? changed : any.second - 1;
      }
      for (int i = 0; i <= LONGEST * ALL.size() + 1; i++) {
        any.pass(Machines.of("calm"));
      }
      assertEquals(List.of(), any.state.taken(), () -> "-Dseed=" + seed);
    }
  }

  private static void check(State before, State after, long changed, long second, long seed) {
    int by = after.level() - before.level();
    assertTrue(Math.abs(by) <= 1, () -> "one at a time, -Dseed=" + seed);
    assertTrue(after.level() <= ALL.size());
    assertTrue(by == 0 || second > changed, () -> "at most once a second, -Dseed=" + seed);
    assertTrue(by >= 0 || changed + 20 <= second, () -> "back slowly, -Dseed=" + seed);
    assertTrue(by <= 0 || second >= 10, () -> "not at the start, -Dseed=" + seed);
    assertEquals(after.level() > 0, after.reason().isPresent());
    assertEquals(after.level() == 0, after.shed().equals(Shed.NOTHING));
    assertEquals(after.level(), after.taken().stream().map(Taken::step).distinct().count());
  }

  private static Readings random(Random random) {
    if (random.nextInt(10) == 0) {
      return Machines.plain(odd(random, 1), odd(random, 4));
    }
    var words =
        "heat %s, cpu %s, memory %s, cma %s, disk %s, wifi %s, io-waits %s, memory-waits %s"
            .formatted(
                odd(random, 60 + random.nextInt(40)),
                odd(random, 1),
                odd(random, 200),
                odd(random, 10),
                odd(random, 1500),
                odd(random, 30),
                odd(random, 1),
                odd(random, 0.5));
    return Machines.of(words + (random.nextInt(5) == 0 ? ", slowed" : ""));
  }

  /// Mostly up to so much, sometimes what no sensor should say.
  private static double odd(Random random, double most) {
    return switch (random.nextInt(40)) {
      case 0 -> Double.NaN;
      case 1 -> -most;
      case 2 -> 1e12;
      default -> random.nextDouble() * most;
    };
  }
}
