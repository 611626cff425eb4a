package nightjar.json;

import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// What was sent is not what it should be; the message names the field.
public final class BadJsonException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String field;

  public BadJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.field = "";
  }

  private BadJsonException(String field, String how) {
    super(field + " " + how);
    this.field = field;
  }

  /// @param field its path, such as `screen.width`
  /// @param how it is wrong, such as `must be a string`
  public static BadJsonException field(String field, String how) {
    return new BadJsonException(field, how);
  }

  /// The field that is wrong, or empty when it is the whole.
  public String field() {
    return field;
  }
}
