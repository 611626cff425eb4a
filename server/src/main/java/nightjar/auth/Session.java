package nightjar.auth;

import java.time.Duration;
import java.time.Instant;

/// Somebody signed in, in one browser. Immutable.
///
/// @param key SHA-256 of the cookie, in hexadecimal; another with each new cookie
/// @param id what others may know it by, cookie after cookie
/// @param stamp of the account when it began: it ends when the account has another
/// @param behind see [SessionLimits]
/// @param from address at login
record Session(
    String key,
    String id,
    String user,
    String stamp,
    Instant created,
    Instant seen,
    Duration behind,
    String from,
    String agent) {
  /// The same with another cookie.
  Session withKey(String newKey) {
    return new Session(newKey, id, user, stamp, created, seen, behind, from, agent);
  }

  Session seenAt(Instant now) {
    return now.isAfter(seen)
        ? new Session(key, id, user, stamp, created, now, Duration.ZERO, from, agent)
        : this;
  }

  Session longerBehind(Duration more) {
    return new Session(key, id, user, stamp, created, seen, behind.plus(more), from, agent);
  }

  Session stamped(String newStamp) {
    return new Session(key, id, user, newStamp, created, seen, behind, from, agent);
  }
}
