package nightjar.auth;

import java.io.Serial;
import java.time.Duration;

/// The caller asked for what is not given; the message is for people.
public final class RefusedException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /// Why, for programs.
  public enum Reason {
    /// A value is not as it must be; [#field] says which.
    FIELD,
    /// Name, password or code is wrong; which of them is not said.
    WRONG,
    /// The password is right, a code is needed as well.
    SECOND_NEEDED,
    /// Too many failures; [#retryIn] says how long.
    WAIT,
    /// What can be done once only has been done.
    DONE,
    TAKEN,
    LAST_ADMINISTRATOR,
    NOT_FOUND,
    /// Passkeys need a host name; this is an IP address.
    HOST,
    /// Too many want a password checked at this moment.
    BUSY,
    /// What this needs is not switched on.
    OFF,
    /// It is done, but the disk does not keep it.
    UNWRITTEN
  }

  private final Reason reason;
  private final String field;
  private final Duration retryIn;

  private RefusedException(Reason reason, String field, Duration retryIn, String message) {
    super(message);
    this.reason = reason;
    this.field = field;
    this.retryIn = retryIn;
  }

  static RefusedException field(String field, String message) {
    return new RefusedException(Reason.FIELD, field, Duration.ZERO, message);
  }

  static RefusedException wait(Duration retryIn, String message) {
    return new RefusedException(Reason.WAIT, "", retryIn, message);
  }

  static RefusedException because(Reason reason, String message) {
    return new RefusedException(reason, "", Duration.ZERO, message);
  }

  public Reason reason() {
    return reason;
  }

  /// The field that is not as it must be, or empty.
  public String field() {
    return field;
  }

  /// When to try again; zero when that depends on nothing but the caller.
  public Duration retryIn() {
    return retryIn;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
