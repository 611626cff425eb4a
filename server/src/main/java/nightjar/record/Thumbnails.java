package nightjar.record;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.stream.Init;

/// Makes small pictures of IDRs, when there is time for it.
public interface Thumbnails {
  Thumbnails NONE = (_, _) -> Optional::empty;

  /// @param sample an IDR, length-prefixed; copied before this returns
  /// @return a JPEG, asked for when the file ends: empty when it failed, or is not there yet
  Supplier<Optional<byte[]>> of(Init init, ByteBuffer sample);
}
