package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a machine is asked to start anew: after its service was given up three times in an hour,
/// and once a day at most.
class EscalationTest {
  private static final long MINUTE = 60_000_000;

  @TempDir Path dir;

  private static Escalation at(long... minutes) {
    var past = Escalation.NOTHING;
    for (long minute : minutes) {
      past = past.oneMore(minute * MINUTE);
    }
    return past;
  }

  @Test
  void threeTimesInAnHourAreEnough() {
    assertFalse(at(1_000, 1_030).isEnough(1_030 * MINUTE));
    assertTrue(at(1_000, 1_030, 1_060).isEnough(1_060 * MINUTE));
    assertFalse(at(1_000, 1_030, 1_061).isEnough(1_061 * MINUTE));
  }

  @Test
  void onceADayAtMost() {
    var past = at(1_000, 1_001, 1_002).rebooting(1_002 * MINUTE);
    long dayLater = (1_002 + 24 * 60) * MINUTE;
    var again = past.oneMore(dayLater - 3).oneMore(dayLater - 2).oneMore(dayLater - 1);
    assertFalse(again.isEnough(dayLater - 1));
    assertTrue(again.isEnough(dayLater));
  }

  @Test
  void aClockThatWasSetBackIsNoReason() {
    assertFalse(at(1_000, 1_001, 1_002).isEnough(500 * MINUTE));
    assertTrue(at(1, 2, 3).rebooting(900 * MINUTE).oneMore(4).oneMore(5).oneMore(6).isEnough(7));
  }

  @Test
  void whatIsRememberedIsBounded() {
    var past = Escalation.NOTHING;
    for (int i = 0; i < 1_000; i++) {
      past = past.oneMore(i);
    }
    assertEquals(16, past.givenUp().size());
    assertEquals(999, past.givenUp().getLast());
  }

  @Test
  void theMachineIsAskedOverRestarts() throws Exception {
    var clock = new FakeClock();
    var wanted = dir.resolve(LastResort.WANTED);
    for (int i = 0; i < 2; i++) {
      new LastResort(dir, clock).givenUp();
      clock.pass(Duration.ofMinutes(10));
    }
    assertFalse(Files.exists(wanted));
    new LastResort(dir, clock).givenUp();
    assertTrue(Files.exists(wanted));
    Files.delete(wanted);
    for (int i = 0; i < 5; i++) {
      clock.pass(Duration.ofMinutes(10));
      new LastResort(dir, clock).givenUp();
    }
    assertFalse(Files.exists(wanted), "not twice a day");
  }

  @Test
  void whatCannotBeReadDidNotHappen() throws Exception {
    Files.writeString(dir.resolve("given-up.json"), "{torn");
    new LastResort(dir, new FakeClock()).givenUp();
    assertFalse(Files.exists(dir.resolve(LastResort.WANTED)));
    assertTrue(Files.readString(dir.resolve("given-up.json")).contains("\"version\":1"));
  }
}
