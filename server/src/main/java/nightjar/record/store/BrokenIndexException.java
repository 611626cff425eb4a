package nightjar.record.store;

import java.io.IOException;

/// The index cannot be read and has to be made anew.
final class BrokenIndexException extends IOException {
  private static final long serialVersionUID = 1;

  BrokenIndexException(String message) {
    super(message);
  }

  BrokenIndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
