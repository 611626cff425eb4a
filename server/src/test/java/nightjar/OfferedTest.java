package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import nightjar.camera.CameraState;
import nightjar.live.Health;
import org.junit.jupiter.api.Test;

class OfferedTest {
  private static final Optional<String> NOTHING = Optional.empty();
  private static final Optional<String> BLIND = Optional.of("no encoder");
  private static final Optional<String> FULL = Optional.of("disk full");

  @Test
  void theWorstIsSaid() {
    var live = new CameraState.Live();
    assertEquals(new Health("live", "", 0), Offered.health(live, NOTHING, NOTHING));
    assertEquals(new Health("live", "disk full", 0), Offered.health(live, NOTHING, FULL));
    assertEquals(new Health("failed", "no encoder", 0), Offered.health(live, BLIND, FULL));
    assertEquals(
        new Health("failed", "unplugged", 7),
        Offered.health(new CameraState.Failed("unplugged", 7), BLIND, FULL));
    assertEquals(
        new Health("stalled", "", 0), Offered.health(new CameraState.Stalled(), NOTHING, FULL));
    assertEquals(
        new Health("off", "by ana", 0),
        Offered.health(new CameraState.Off("by ana"), NOTHING, FULL));
  }
}
