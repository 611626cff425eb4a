package nightjar;

import java.io.IOException;
import java.util.Optional;
import nightjar.camera.CameraState;
import nightjar.camera.Switch;
import nightjar.camera.Verdict;
import nightjar.live.Health;
import nightjar.live.Privacy;

/// A camera's switch in viewers' words, and how it does.
record Offered(Switch power) implements Privacy {
  @Override
  public Stand stand() {
    return shown(power.verdict());
  }

  @Override
  public Turned set(boolean on, String who) throws IOException {
    var turned = power.set(on, who);
    return new Turned(shown(turned.verdict()), turned.changed());
  }

  private static Stand shown(Verdict verdict) {
    return switch (verdict) {
      case Verdict.On _ -> Stand.ON;
      case Verdict.Off(var reason, var until) ->
          new Stand(false, reason, until.map(u -> u.toEpochMilli() * 1000).orElse(0L));
    };
  }

  /// @param problem why nothing of it can be seen
  /// @param unwritten why it can be seen, but no event of it is written down
  static Health health(CameraState state, Optional<String> problem, Optional<String> unwritten) {
    return switch (state) {
      case CameraState.Failed(var reason, long retryAt) ->
          new Health(state.word(), reason, retryAt);
      case CameraState.Off(var reason) -> new Health(state.word(), reason, 0);
      case CameraState.Live _ when problem.isPresent() -> new Health("failed", problem.get(), 0);
      case CameraState.Live _ -> new Health(state.word(), unwritten.orElse(""), 0);
      case CameraState.Starting _, CameraState.Stalled _ -> new Health(state.word(), "", 0);
    };
  }
}
