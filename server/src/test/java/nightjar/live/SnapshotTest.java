package nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void aPictureMadeForSomebodyEarlierIsNoneOfNow() throws Exception {
    try (var camera = new FakeCamera()) {
      camera.publishJpeg(Clock.SYSTEM.wallMicros() - 2_000_001);
      assertEquals(
          Optional.empty(), Snapshot.of(camera.watchable(), Duration.ofMillis(20), Clock.SYSTEM));
      camera.publishJpeg(Clock.SYSTEM.wallMicros());
      assertTrue(Snapshot.of(camera.watchable(), LONG, Clock.SYSTEM).isPresent());
    }
  }

  /// Time stands still here, so what goes on asking would do so for ever.
  @Test
  void endsWithTheStream() throws Exception {
    try (var camera = new FakeCamera()) {
      camera.jpeg.close();
      assertEquals(
          Optional.empty(),
          assertTimeoutPreemptively(
              LONG, () -> Snapshot.of(camera.watchable(), LONG, new FakeClock())));
    }
  }
}
