package nightjar.container.fmp4;

import java.io.IOException;
import java.io.Serial;

/// Bytes from the world that are no boxes, or not those that are read here.
public final class BadBoxException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  BadBoxException(String what) {
    super(what);
  }
}
