package nightjar.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MediaTimeTest {
  @Test
  void nanosecondsBecomeTicks() {
    assertEquals(0, ticks(0));
    assertEquals(90_000, ticks(1_000_000_000));
    assertEquals(6_000, ticks(66_666_667));
    assertEquals(-90_000, ticks(-1_000_000_000));
  }

  @Test
  void aYearDoesNotOverflow() {
    long year = Duration.ofDays(365).toNanos();
    assertEquals(Duration.ofDays(365).toSeconds() * 90_000, ticks(year));
    assertEquals(Duration.ofDays(365), MediaTime.video(ticks(year)).since(MediaTime.video(0)));
  }

  @Test
  void differencesAreDurations() {
    assertEquals(Duration.ofMillis(500), MediaTime.video(45_000).since(MediaTime.video(0)));
    assertEquals(Duration.ofMillis(-500), MediaTime.video(0).since(MediaTime.video(45_000)));
  }

  @Test
  void tracksOfOtherScalesAreNotCompared() {
    var other = new MediaTime(1, new Timescale(48_000));
    assertThrows(IllegalArgumentException.class, () -> MediaTime.video(1).compareTo(other));
  }

  private static long ticks(long nanos) {
    return MediaTime.ofNanos(nanos, Timescale.VIDEO).ticks();
  }
}
