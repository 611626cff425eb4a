package nightjar.auth;

import java.time.Duration;
import java.time.Instant;

/// Somebody signed in, in one browser. Immutable.
///
/// @param key SHA-256 of the cookie, in hexadecimal
/// @param stamp of the account when it began: it ends when the account has another
/// @param behind see [SessionLimits]
/// @param from address at login
record Session(
    String key,
    String user,
    String stamp,
    Instant created,
    Instant seen,
    Duration behind,
    String from,
    String agent) {
  /// What others may know it by.
  String id() {
    return id(key);
  }

  static String id(String key) {
    return key.substring(0, 16);
  }

  Session seenAt(Instant now) {
    return now.isAfter(seen)
        ? new Session(key, user, stamp, created, now, Duration.ZERO, from, agent)
        : this;
  }

  Session longerBehind(Duration more) {
    return new Session(key, user, stamp, created, seen, behind.plus(more), from, agent);
  }

  Session stamped(String newStamp) {
    return new Session(key, user, newStamp, created, seen, behind, from, agent);
  }
}
