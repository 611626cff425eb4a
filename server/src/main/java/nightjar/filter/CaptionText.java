package nightjar.filter;

/// What of an overlay fits into a row of characters.
///
/// The time matters more than the label: the label is cut first, and left out before the time is.
///
/// @param label as it is shown, with the gap after it
/// @param timeLength how many characters of the time follow
record CaptionText(String label, int timeLength) {
  /// As `java.time` writes patterns; what it gives is as long.
  static final String TIME = "uuuu-MM-dd HH:mm:ss";

  private static final String GAP = "  ";
  private static final char MORE = '\u2026';

  /// @param columns at least 1
  static CaptionText of(Overlay overlay, int columns) {
    if (!overlay.time()) {
      return new CaptionText(cut(overlay.label(), columns), 0);
    }
    int room = columns - TIME.length() - GAP.length();
    boolean labelled = !overlay.label().isBlank() && room >= 2;
    return new CaptionText(
        labelled ? cut(overlay.label(), room) + GAP : "", Math.min(TIME.length(), columns));
  }

  int length() {
    return label.length() + timeLength;
  }

  static String cut(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, columns - 1) + MORE;
  }
}
