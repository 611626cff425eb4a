package nightjar.container.fmp4;

import java.nio.ByteBuffer;

/// Boxes in boxes, found by name.
final class Boxes {
  private Boxes() {}

  /// Returns the content of the first box at a path such as `moov`, `trak`.
  static ByteBuffer content(ByteBuffer boxes, String... path) throws BadBoxException {
    var in = boxes.slice();
    for (var type : path) {
      in = child(in, type);
    }
    return in;
  }

  private static ByteBuffer child(ByteBuffer in, String type) throws BadBoxException {
    while (in.hasRemaining()) {
      int at = in.position();
      var header = BoxHeader.read(in, in.remaining());
      if (header.isEmpty()) {
        break;
      }
      var box = header.get();
      if (box.type() == BoxHeader.type(type)) {
        return in.slice(at + box.header(), (int) box.size() - box.header());
      }
      in.position(at + (int) box.size());
    }
    throw new BadBoxException("there is no " + type + " where one belongs");
  }
}
