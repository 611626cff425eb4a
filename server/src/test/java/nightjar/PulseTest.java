package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import nightjar.Pulse.Vital;
import org.junit.jupiter.api.Test;

/// What stands for too long, and what may.
class PulseTest {
  private final Pulse pulse = new Pulse();
  private long seconds;

  private List<String> after(int more, Vital... vitals) {
    seconds += more;
    return pulse.stuck(List.of(vitals), seconds * 1_000_000_000);
  }

  private static Vital camera(boolean isDue, long pictures) {
    return new Vital("camera", isDue, pictures);
  }

  @Test
  void whatMovesIsWell() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals(List.of(), after(10, camera(true, i)));
    }
  }

  @Test
  void whatStandsIsNamedAfterAWhile() {
    after(0, camera(true, 7));
    assertEquals(List.of(), after(119, camera(true, 7)));
    assertEquals(List.of("camera"), after(1, camera(true, 7)));
    assertEquals(List.of("camera"), after(100, camera(true, 7)));
    assertEquals(List.of(), after(1, camera(true, 8)), "it moves again");
  }

  @Test
  void whatIsNotDueMayStandForEver() {
    after(0, camera(false, 7));
    assertEquals(List.of(), after(10_000, camera(false, 7)));
    assertEquals(List.of(), after(119, camera(true, 7)), "it has just become due");
    assertEquals(List.of("camera"), after(1, camera(true, 7)));
  }

  @Test
  void eachStandsForItself() {
    var all = new ArrayList<>(List.of(new Vital("disk", true, 1), camera(true, 1)));
    pulse.stuck(all, 0);
    all.set(1, camera(true, 2));
    assertEquals(List.of("disk"), pulse.stuck(all, 120_000_000_000L));
  }
}
