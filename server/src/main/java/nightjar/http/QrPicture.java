package nightjar.http;

import io.nayuki.qrcodegen.QrCode;

/// An address as a QR code, for a phone's camera.
final class QrPicture {
  private static final int QUIET = 4; // modules of white around it, as the standard wants

  private QrPicture() {}

  static String svg(String text) {
    var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x + QUIET, y + QUIET));
        }
      }
    }
    int size = code.size + 2 * QUIET;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">\
        <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path d="%3$s"/></svg>"""
        .formatted(size, size, path);
  }
}
