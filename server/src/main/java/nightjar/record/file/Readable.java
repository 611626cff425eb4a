package nightjar.record.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Bytes that are read at any place: a file, or what stands for one.
@SuppressWarnings("AvoidCommonTypeNames") // nothing here reads text
public interface Readable {
  long size() throws IOException;

  /// Fills `to` from its position on, as far as there are bytes.
  ///
  /// @return how many there were; -1 or 0 at the end
  int read(ByteBuffer to, long at) throws IOException;

  static Readable of(FileChannel file) {
    return new Readable() {
      @Override
      public long size() throws IOException {
        return file.size();
      }

      @Override
      public int read(ByteBuffer to, long at) throws IOException {
        return file.read(to, at);
      }
    };
  }

  static Readable of(byte[] bytes) {
    return new Readable() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(ByteBuffer to, long at) {
        int count = (int) Math.clamp(bytes.length - at, 0L, (long) to.remaining());
        if (count > 0) {
          to.put(bytes, (int) at, count);
        }
        return count;
      }
    };
  }

  /// Reads until `to` is full or the end has come, and flips it.
  default ByteBuffer fill(ByteBuffer to, long at) throws IOException {
    int start = to.position();
    int count = 1;
    while (to.hasRemaining() && count > 0) {
      count = read(to, at + to.position() - start);
    }
    return to.flip().position(start);
  }
}
