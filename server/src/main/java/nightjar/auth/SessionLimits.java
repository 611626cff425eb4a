package nightjar.auth;

import java.time.Duration;
import java.time.Instant;

/// How long a session lasts.
///
/// Ages are differences of wall time, for a session outlives the process. A board without a clock
/// of its own may start years behind. A session that seems to come from the future is then not
/// ended, for it is the clock that is wrong; but nor may it live for ever, should the clock have
/// been wrong when it began: while the clock is behind it, its running time is counted instead.
///
/// @param idle since it was last used
/// @param lifetime since it began
record SessionLimits(Duration idle, Duration lifetime) {
  /// @param behind how long this program ran with the clock behind `seen`
  boolean isOver(Instant created, Instant seen, Duration behind, Instant now) {
    return Duration.between(created, now).compareTo(lifetime) >= 0
        || Duration.between(seen, now).compareTo(idle) >= 0
        || behind.compareTo(idle) >= 0;
  }
}
