package nightjar.detect;

import java.io.IOException;

/// A model that cannot be used; the message says, for people, what was expected and what is there.
public final class BadModelException extends IOException {
  private static final long serialVersionUID = 1;

  public BadModelException(String message) {
    super(message);
  }

  public BadModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
