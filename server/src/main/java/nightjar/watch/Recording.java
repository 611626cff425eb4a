package nightjar.watch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Binary messages as one fragmented MP4 file.
final class Recording {
  private static final int HEADER = 32;
  private static final int INIT = 1;
  private static final int FRAGMENT = 2;

  private final WritableByteChannel to;
  private boolean started;
  private volatile long newest = -1; // asked for by other threads
  private long written;

  Recording(WritableByteChannel to) {
    this.to = to;
  }

  /// @return false when the file cannot go on: another init segment came
  boolean add(ByteBuffer message) throws IOException {
    if (message.remaining() < HEADER || message.get(0) != 1) {
      throw new IOException("a binary message without the header of version 1");
    }
    int kind = message.get(1);
    if (kind == INIT && started) {
      return false;
    }
    if (kind == INIT || (kind == FRAGMENT && started)) {
      started = true;
      if (kind == FRAGMENT) {
        newest = Integer.toUnsignedLong(message.getInt(4));
      }
      written += writeAll(message.duplicate().position(HEADER));
    }
    return true;
  }

  private long writeAll(ByteBuffer bytes) throws IOException {
    long before = bytes.remaining();
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
    return before;
  }

  /// Sequence of the newest fragment, or -1.
  long newest() {
    return newest;
  }

  long written() {
    return written;
  }
}
