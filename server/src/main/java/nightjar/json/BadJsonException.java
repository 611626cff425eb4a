package nightjar.json;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// What was sent is not what it should be; the message names the field.
public final class BadJsonException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public BadJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
