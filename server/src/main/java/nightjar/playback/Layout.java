package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import nightjar.base.Sha256;

/// A reel put together: bytes made for it, and ranges of files as they are. Where each is comes
/// from their lengths alone, so nothing is read before it is sent.
final class Layout {
  /// Where stored bytes are.
  interface Source {
    /// Reads what is there at a place, to the buffer's limit.
    void readFully(ByteBuffer to, long at) throws IOException;
  }

  private sealed interface Part {
    record Made(ByteBuffer bytes) implements Part {}

    record Stored(Source source, long at) implements Part {}
  }

  private static final int TAG = 16; // bytes
  private static final int PART = 40; // bytes of memory

  private final List<Part> parts = new ArrayList<>();
  private long[] ends = new long[64];
  private long length;
  private long made;
  private String identity = "";
  private byte[] identityBytes = {};
  private final MessageDigest digest = Sha256.begin();

  Layout made(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    made += bytes.remaining();
    return add(new Part.Made(bytes), bytes.remaining());
  }

  Layout made(byte[] bytes) {
    return made(ByteBuffer.wrap(bytes));
  }

  /// @param identity of the source: no other has the same
  Layout stored(Source source, String identity, long at, long count) {
    if (!identity.equals(this.identity)) {
      this.identity = identity;
      identityBytes = identity.getBytes(StandardCharsets.UTF_8);
    }
    digest.update(identityBytes);
    digest.update(ByteBuffer.allocate(16).putLong(at).putLong(count).flip());
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

  /// The same bytes of other sources. It has no tag of its own: it is the same.
  Layout over(UnaryOperator<Source> other) {
    var layout = new Layout();
    layout.ends = ends;
    layout.length = length;
    layout.made = made;
    for (var part : parts) {
      layout.parts.add(
          switch (part) {
            case Part.Made _ -> part;
            case Part.Stored(var source, long at) -> new Part.Stored(other.apply(source), at);
          });
    }
    return layout;
  }

  /// Bytes of memory it takes, about.
  long memory() {
    return made + (long) PART * parts.size();
  }

  /// Names all its bytes, though the stored ones were not read: where they are never changes. To be
  /// asked for once, when all is added.
  String tag() {
    return HexFormat.of().formatHex(digest.digest(), 0, TAG);
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
      case Part.Stored(var source, long at) -> source.readFully(to, at + offset);
    }
  }

  private int partAt(long at) {
    int found = Arrays.binarySearch(ends, 0, parts.size(), at);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
