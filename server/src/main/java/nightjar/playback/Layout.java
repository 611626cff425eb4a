package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A reel put together: bytes made for it, and ranges of files as they are. Where each is comes
/// from their lengths alone, so nothing is read before it is sent.
final class Layout {
  /// Reads what a file has at a place, to the buffer's limit.
  interface Source {
    void read(ByteBuffer to, long at) throws IOException;
  }

  private sealed interface Part {
    record Made(ByteBuffer bytes) implements Part {}

    record Stored(Source source, long at) implements Part {}
  }

  private final List<Part> parts = new ArrayList<>();
  private long[] ends = new long[64];
  private long length;

  Layout made(ByteBuffer bytes) {
    return add(new Part.Made(bytes), bytes.remaining());
  }

  Layout made(byte[] bytes) {
    return made(ByteBuffer.wrap(bytes));
  }

  Layout stored(Source source, long at, long count) {
    return add(new Part.Stored(source, at), count);
  }

  private Layout add(Part part, long count) {
    if (count > 0) {
      if (parts.size() == ends.length) {
        ends = Arrays.copyOf(ends, 2 * ends.length);
      }
      length += count;
      ends[parts.size()] = length;
      parts.add(part);
    }
    return this;
  }

  long length() {
    return length;
  }

  /// Fills the buffer, across as many parts as that takes.
  void read(ByteBuffer to, long at) throws IOException {
    if (at < 0 || at + to.remaining() > length) {
      throw new IllegalArgumentException(
          "%d bytes at %d of %d".formatted(to.remaining(), at, length));
    }
    int limit = to.limit();
    for (int i = partAt(at); to.position() < limit; i++) {
      long begin = i == 0 ? 0 : ends[i - 1];
      int count = (int) Math.min(limit - to.position(), ends[i] - at);
      to.limit(to.position() + count);
      read(parts.get(i), at - begin, to);
      to.limit(limit);
      at += count;
    }
  }

  private static void read(Part part, long offset, ByteBuffer to) throws IOException {
    switch (part) {
      case Part.Made(var bytes) ->
          to.put(bytes.slice(bytes.position() + (int) offset, to.remaining()));
      case Part.Stored(var source, long at) -> source.read(to, at + offset);
    }
  }

  private int partAt(long at) {
    int found = Arrays.binarySearch(ends, 0, parts.size(), at);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
