package nightjar.stream;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import nightjar.media.AccessUnit;
import org.jspecify.annotations.Nullable;

/// How an access unit becomes the bytes of a fragment. One thread only, the publisher's.
public interface Packaging {
  /// Looks at a unit: what comes before it, and how large it will be.
  ///
  /// @return bytes `write` will need; 0 when the unit holds nothing to show
  /// @throws IOException the unit is not what it should be
  int measure(AccessUnit unit) throws IOException;

  /// What a decoder needs before the unit last measured; null when nothing, or nothing yet. The
  /// same object as long as it does not change.
  @Nullable Init init();

  /// Writes the unit last measured.
  void write(AccessUnit unit, int sequence, MemorySegment to);

  /// Where the coded picture begins in what `write` writes.
  int payloadOffset();
}
