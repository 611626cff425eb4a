package nightjar.record.store;

import java.io.IOException;

/// Another process writes to the store.
public final class StoreBusyException extends IOException {
  private static final long serialVersionUID = 1;

  StoreBusyException(String message) {
    super(message);
  }
}
