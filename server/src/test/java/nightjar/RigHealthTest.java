package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import nightjar.camera.CameraState;
import nightjar.live.Health;
import org.junit.jupiter.api.Test;

class RigHealthTest {
  private static final Optional<String> NOTHING = Optional.empty();
  private static final Optional<String> BLIND = Optional.of("no encoder");
  private static final Optional<String> FULL = Optional.of("disk full");

  @Test
  void theWorstIsSaid() {
    var live = new CameraState.Live();
    assertEquals(new Health("live", "", 0), Rig.health(live, NOTHING, NOTHING));
    assertEquals(new Health("live", "disk full", 0), Rig.health(live, NOTHING, FULL));
    assertEquals(new Health("failed", "no encoder", 0), Rig.health(live, BLIND, FULL));
    assertEquals(
        new Health("failed", "unplugged", 7),
        Rig.health(new CameraState.Failed("unplugged", 7), BLIND, FULL));
    assertEquals(
        new Health("stalled", "", 0), Rig.health(new CameraState.Stalled(), NOTHING, FULL));
    assertEquals(
        new Health("off", "by ana", 0), Rig.health(new CameraState.Off("by ana"), NOTHING, FULL));
  }
}
