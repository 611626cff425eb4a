package nightjar.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import nightjar.record.file.Heading;
import nightjar.record.store.Store.Writing;

/// Where footage goes.
public interface Shelf {
  /// @param init init segment
  Writing begin(Heading heading, ByteBuffer init) throws IOException;

  /// When the newest footage ends, in wall time; 0 when there is none.
  long newestEnd(String camera, Rendition rendition) throws IOException;
}
