package nightjar.record.file;

import java.io.IOException;
import java.io.Serial;

/// Not a file of footage, not even the beginning of one.
public final class BadFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  BadFileException(String what) {
    super(what);
  }

  BadFileException(String what, Throwable cause) {
    super(what, cause);
  }
}
