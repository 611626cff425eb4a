package nightjar.qr;

import io.nayuki.qrcodegen.QrCode;

/// One QR code, with the quiet border that readers need.
public final class QrDrawing {
  private static final int BORDER = 4; // modules, as the standard asks

  private final QrCode code;

  private QrDrawing(QrCode code) {
    this.code = code;
  }

  /// @param text up to some 2,000 characters
  public static QrDrawing of(String text) {
    return new QrDrawing(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
  }

  /// Modules across, border included: the width and height of the view box.
  public int size() {
    return code.size + 2 * BORDER;
  }

  private boolean dark(int x, int y) {
    return code.getModule(x - BORDER, y - BORDER);
  }

  /// SVG path data of the dark modules, one piece for each run of them in a row.
  public String path() {
    var path = new StringBuilder();
    for (int y = 0; y < size(); y++) {
      int x = 0;
      while (x < size()) {
        int end = x;
        while (dark(end, y)) {
          end++;
        }
        if (end > x) {
          path.append("M%d %dh%dv1H%dz".formatted(x, y, end - x, x));
        }
        x = end + 1;
      }
    }
    return path.toString();
  }

  /// Lines of text, two rows of modules each, light on dark: as a terminal mostly is.
  public String blocks() {
    var text = new StringBuilder();
    for (int y = 0; y < size(); y += 2) {
      for (int x = 0; x < size(); x++) {
        boolean upper = !dark(x, y);
        boolean lower = y + 1 < size() && !dark(x, y + 1);
        text.append(upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
