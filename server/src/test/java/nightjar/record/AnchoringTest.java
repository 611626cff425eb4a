package nightjar.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import nightjar.record.Anchoring.Newest;
import nightjar.record.Anchoring.Reading;
import nightjar.record.Anchoring.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Clocks in seconds: a row is what the wall clock less the monotonic one shows from second to
/// second, `!` when a time server keeps it, and what is done: `.` nothing, `|` a new file,
/// `<shift>` what was recorded is moved by so much.
class AnchoringTest {
  private static final long SECOND = 1_000_000;

  private static List<String> run(Optional<Newest> newest, String readings) {
    var said = new ArrayList<String>();
    Anchoring state = null;
    long mono = 10;
    for (var word : readings.trim().split(" +")) {
      boolean synced = word.endsWith("!");
      var digits = synced ? word.substring(0, word.length() - 1) : word;
      long times = digits.contains("x") ? Long.parseLong(digits.split("x")[1]) : 1;
      long raw = (long) (Double.parseDouble(digits.split("x")[0]) * SECOND);
      for (long i = 0; i < times; i++) {
        var reading = new Reading(mono * SECOND, mono * SECOND + raw, synced);
        var next = (state == null ? Anchoring.start(reading, newest) : state).next(reading);
        state = next.anchoring();
        mono++;
        if (i == times - 1 || !(next.step() instanceof Step.Keep)) {
          said.add(word(next.step()));
        }
      }
    }
    said.add("=" + state.offset() / SECOND);
    return said;
  }

  private static String word(Step step) {
    return switch (step) {
      case Step.Keep _ -> ".";
      case Step.FromHere _ -> "|";
      case Step.Reanchor(_, _, long shift) -> "<" + shift / SECOND + ">";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // kept by a time server all along
        "1000! 1000! 1000.4! 1000!       ; . . . . =1000",
        // 1970 at boot, then the time server
        "0 0 1000000! 1000000!           ; . . <1000000> . =1000000",
        // it steps before the kernel says so
        "0 1000000 1000000! 1000000.2!   ; . <1000000> . . =1000000",
        // no time server, and somebody sets it, twice
        "0 7000 3000                     ; . <7000> <-4000> =3000",
        // a small error is left as it is
        "1000 1000.3! 1000!              ; . . . =1000",
        // hours forward, and undone: what was recorded between goes back with it
        "1000! 8200! 8200! 1000! 1000!   ; . | . <-7200> . =1000",
        // hours back
        "9000! 1800! 1800!               ; . | . =1800",
        // a leap second
        "1000! 999! 999!                 ; . | . =999",
        // set by hand, which ends being kept; the time server sets it right: nothing happened
        "1000! 0 0 1000!                 ; . . . . =1000",
        // set by hand, and no time server comes for ten minutes
        "1000! 5000x599 5000 5000 5000   ; . . . | . =5000",
        // a night that turns to winter time changes nothing: the clock counts in UTC
        "1000! 1000! 1000!               ; . . . =1000",
        // suspended for an hour
        "1000! 4600!                     ; . | =4600",
      })
  void rows(String readings, String done) {
    assertEquals(List.of(done.trim().split(" +")), run(Optional.empty(), readings));
  }

  @Test
  void aRebootWithTheClockBehindGoesOnAfterTheNewestFootage() {
    var newest = Optional.of(new Newest(false, 0, true, 5_010 * SECOND));
    assertEquals(List.of(".", ".", "=5000"), run(newest, "100 100"));
    // and is put right when the time is known, even if that is earlier than thought
    assertEquals(List.of(".", "<4000>", "=9000"), run(newest, "100 9000!"));
    assertEquals(List.of(".", "<-900>", "=4100"), run(newest, "100 4100!"));
    // a step that stays behind moves nothing
    assertEquals(List.of(".", ".", "<1000>", "=6000"), run(newest, "100 200 6000"));
  }

  @Test
  void aRebootWithTheClockKeptRightBelievesIt() {
    var newest = Optional.of(new Newest(false, 0, true, 5_010 * SECOND));
    assertEquals(List.of(".", "=4000"), run(newest, "4000!"));
  }

  @Test
  void aRestartInTheSameBootGoesOnCountingAsBefore() {
    var guessed = Optional.of(new Newest(true, 5_000 * SECOND, false, 5_009 * SECOND));
    assertEquals(List.of(".", ".", "=5000"), run(guessed, "100 100"));
    assertEquals(List.of("<2000>", "=7000"), run(guessed, "7000!"));
    assertEquals(List.of(".", "<2000>", "=7000"), run(guessed, "100 7000!"));
    var known = Optional.of(new Newest(true, 5_000 * SECOND, true, 5_009 * SECOND));
    assertEquals(List.of(".", ".", "=5000"), run(known, "5000 5000"));
    assertEquals(List.of("|", ".", "=6000"), run(known, "6000! 6000!"));
  }

  @Test
  void guessesAreMovedFromTheBeginningOfTheBoot() {
    var guess = Anchoring.start(new Reading(100, 100, false), Optional.empty());
    var next = guess.next(new Reading(200, 10 * SECOND + 200, true));
    assertEquals(new Step.Reanchor(0, 200, 10 * SECOND), next.step());
  }

  @Test
  void aFileBeginsNoEarlierThanTheOneBeforeEnded() {
    long hour = 3_600 * SECOND;
    assertEquals(10 * hour, Anchoring.begin(10 * hour, 9 * hour));
    assertEquals(10 * hour, Anchoring.begin(9 * hour, 10 * hour));
    assertEquals(8 * hour, Anchoring.begin(8 * hour, 10 * hour)); // too far to wait
  }

  /// Whatever the clock does: once it is kept right again, so are the times, and what was recorded
  /// on a guess is where it truly was.
  @Test
  void anyClock() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      long truth = 1_000_000 * SECOND;
      long mono = random.nextInt(100) * SECOND;
      long raw = random.nextInt(2_000_000) * SECOND;
      var state = Anchoring.start(new Reading(mono, mono + raw, false), Optional.empty());
      long first = state.offset(); // of footage recorded at the start
      for (int i = 0; i < 20; i++) {
        mono += SECOND;
        raw = random.nextInt(4) == 0 ? random.nextInt(2_000_000) * SECOND : raw;
        boolean last = i == 19;
        var next = state.next(new Reading(mono, mono + (last ? truth : raw), last));
        state = next.anchoring();
        first += next.step() instanceof Step.Reanchor(_, _, long shift) ? shift : 0;
        assertEquals(state.offset(), first, "-Dseed=" + seed);
      }
      assertTrue(Math.abs(state.offset() - truth) <= Anchoring.STEP, "-Dseed=" + seed);
    }
  }
}
