package nightjar.encode;

import java.io.IOException;
import nightjar.media.AccessUnit;

/// Where a rendition's units go.
public interface Publisher {
  /// @return false when only an IDR would be of use
  /// @throws IOException the unit is malformed
  boolean publish(AccessUnit unit) throws IOException;

  /// The next unit does not continue the last.
  void interrupt();
}
