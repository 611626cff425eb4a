package nightjar.auth;

import java.time.Duration;

/// Cookies to hand out.
///
/// @param device says that this browser has signed in as this account before; good for a year
public record Signed(Grant grant, String session, String device, Duration sessionLasts) {
  @Override
  public String toString() {
    return "Signed[" + grant.user() + "]"; // never the secrets
  }
}
