package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Lines of a file, read from its end.
final class AuditLines {
  private static final int WINDOW = 64 << 10; // bytes read at first

  private AuditLines() {}

  /// @param offset of its first byte
  record Line(long offset, String text) {}

  /// The last lines that end before a place; newest first. One without an end is none.
  static List<Line> before(FileChannel file, long place, int count) throws IOException {
    long end = Math.min(place, file.size());
    for (long window = WINDOW; ; window *= 4) {
      long start = Math.max(0, end - window);
      var lines = lines(read(file, start, (int) (end - start)), start);
      if (start == 0 || lines.size() >= count) {
        return lines.reversed().stream().limit(count).toList();
      }
    }
  }

  private static byte[] read(FileChannel file, long start, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, start + bytes.position()) >= 0) {}
    var read = new byte[bytes.position()];
    bytes.flip().get(read);
    return read;
  }

  private static List<Line> lines(byte[] bytes, long start) {
    var lines = new ArrayList<Line>();
    int from = start == 0 ? 0 : bytes.length; // else the first piece is the end of a line
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (i > from) {
          lines.add(new Line(start + from, new String(bytes, from, i - from, UTF_8)));
        }
        from = i + 1;
      }
    }
    return lines;
  }
}
