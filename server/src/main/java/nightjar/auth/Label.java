package nightjar.auth;

/// A name that people give a thing, such as a token: one line that is shown as it is.
final class Label {
  private static final int LONGEST = 60;

  private Label() {}

  static String of(String field, String typed) throws RefusedException {
    var text = typed.strip();
    if (text.isEmpty()
        || text.codePointCount(0, text.length()) > LONGEST
        || text.codePoints()
            .anyMatch(c -> Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff))) {
      throw RefusedException.field(field, "a name is one line of 1 to " + LONGEST + " characters");
    }
    return text;
  }
}
