package nightjar.container.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/// Walks boxes, for tests.
final class BoxReader {
  private static final Set<String> CONTAINERS =
      Set.of("moov", "trak", "mdia", "minf", "dinf", "stbl", "mvex", "moof", "traf");

  private BoxReader() {}

  /// Returns what is in what, such as `moof[mfhd traf[tfhd]] mdat`; every byte is in a box.
  static String tree(byte[] boxes) {
    return tree(ByteBuffer.wrap(boxes));
  }

  /// Returns the content of the box at a path such as `moov/trak/tkhd`, in hex.
  static String content(byte[] boxes, String path) {
    var at = ByteBuffer.wrap(boxes);
    for (String type : path.split("/", -1)) {
      at = child(at, type);
    }
    return hex(at);
  }

  private static ByteBuffer child(ByteBuffer in, String type) {
    while (in.hasRemaining()) {
      String found = type(in);
      var content = content(in);
      if (found.equals(type)) {
        return content.position(headerOf(type));
      }
    }
    throw new AssertionError("no " + type);
  }

  private static String tree(ByteBuffer in) {
    var tree = new StringBuilder();
    while (in.hasRemaining()) {
      String type = type(in);
      var content = content(in);
      tree.append(tree.isEmpty() ? "" : " ").append(type);
      if (CONTAINERS.contains(type) || headerOf(type) > 0) {
        tree.append('[').append(tree(content.position(headerOf(type)))).append(']');
      }
    }
    return tree.toString();
  }

  // How much of the content comes before the boxes inside.
  private static int headerOf(String type) {
    return switch (type) {
      case "stsd", "dref" -> 8;
      case "avc1" -> 78;
      default -> 0;
    };
  }

  private static String type(ByteBuffer in) {
    var type = new byte[4];
    in.get(in.position() + 4, type);
    return new String(type, StandardCharsets.US_ASCII);
  }

  private static ByteBuffer content(ByteBuffer in) {
    int size = in.getInt(in.position());
    var content = in.slice(in.position() + 8, size - 8);
    in.position(in.position() + size);
    return content;
  }

  private static String hex(ByteBuffer bytes) {
    var out = new byte[bytes.remaining()];
    bytes.get(out);
    return HexFormat.of().formatHex(out);
  }
}
