package nightjar.governor;

import java.time.Duration;

/// What may be set.
///
/// @param on whether anything is ever shed
/// @param calm how long the box must bear what it does before something comes back
public record GovernorConfig(boolean on, Duration calm) {
  public static final GovernorConfig STANDARD = new GovernorConfig(true, Duration.ofSeconds(20));
  public static final GovernorConfig OFF = new GovernorConfig(false, STANDARD.calm);
}
