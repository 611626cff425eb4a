package nightjar.auth;

import java.nio.file.Path;
import java.time.Duration;

/// @param folder the data folder
/// @param idle a session not used for so long ends
/// @param lifetime a session ends after so long, used or not
/// @param keepAudit how long the record of what was done is kept
public record AuthConfig(Path folder, Duration idle, Duration lifetime, Duration keepAudit) {
  public AuthConfig {
    if (!idle.isPositive() || !lifetime.isPositive() || !keepAudit.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (lifetime.compareTo(idle) < 0) {
      throw new IllegalArgumentException("lifetime must not be shorter than idle");
    }
  }

  /// With the limits used where nothing is said.
  public static AuthConfig standard(Path folder) {
    return new AuthConfig(folder, Duration.ofDays(14), Duration.ofDays(90), Duration.ofDays(365));
  }
}
