package nightjar.alert;

import java.io.IOException;
import java.time.Duration;

/// It may be taken later, and not before a time that whom it is for has named.
public final class LaterException extends IOException {
  private static final long serialVersionUID = 1;

  private final Duration after;

  public LaterException(String message, Duration after) {
    super(message);
    this.after = after;
  }

  /// From now on.
  public Duration after() {
    return after;
  }
}
