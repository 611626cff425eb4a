package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Something long that is read piece by piece while it is sent. Its length is known before, and the
/// same bytes come from the same place however often it is read.
public interface Reel extends AutoCloseable {
  long length();

  /// Names the bytes: another reel has the same only if all its bytes are the same.
  String tag();

  /// Fills the buffer, to its limit.
  ///
  /// @throws IOException what was there when the reel was made can no longer be read
  void read(ByteBuffer to, long at) throws IOException;

  @Override
  void close();
}
