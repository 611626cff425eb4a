package nightjar.governor;

/// Reads numbers out of the kernel's small texts, in place. Whatever the bytes are, it answers:
/// what is not there, or is no number, is [#NONE] or NaN.
final class Scan {
  /// No such number.
  static final long NONE = Long.MIN_VALUE;

  private static final int DIGITS = 17; // of a number that surely fits

  private byte[] bytes = {};
  private int length;
  private int at;

  /// From the beginning of the first `length` bytes.
  Scan over(byte[] text, int length) {
    this.bytes = text;
    this.length = length;
    this.at = 0;
    return this;
  }

  /// Goes behind these letters in the first line from the very beginning that begins with them,
  /// after blanks.
  boolean line(String start) {
    at = 0;
    while (at < length) {
      blanks();
      if (isHere(start)) {
        at += start.length();
        return true;
      }
      nextLine();
    }
    return false;
  }

  /// Goes to the beginning of the next line.
  boolean nextLine() {
    while (at < length && bytes[at] != '\n') {
      at++;
    }
    at++;
    return at < length;
  }

  /// Goes behind the next place in this line where these letters stand.
  boolean after(String word) {
    for (; at < length && bytes[at] != '\n'; at++) {
      if (isHere(word)) {
        at += word.length();
        return true;
      }
    }
    return false;
  }

  /// The text from here to such a letter, which may end the line too, without blanks before it;
  /// empty where the line has none.
  String upTo(char end) {
    blanks();
    var word = new StringBuilder();
    for (; at < length && bytes[at] != end && bytes[at] != '\n'; at++) {
      word.append((char) (bytes[at] & 0xff));
    }
    return at < length && bytes[at] == end ? word.toString() : "";
  }

  private void blanks() {
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private boolean isHere(String word) {
    if (length - at < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The whole number that stands here, after blanks.
  long whole() {
    blanks();
    boolean negative = at < length && bytes[at] == '-';
    at += negative ? 1 : 0;
    int from = at;
    long value = 0;
    for (; isDigit() && at - from < DIGITS; at++) {
      value = value * 10 + bytes[at] - '0';
    }
    if (at == from || isDigit()) {
      return NONE;
    }
    return negative ? -value : value;
  }

  /// Such as `4.61`, `-56.` or `0000`, after blanks.
  double decimal() {
    long whole = whole();
    if (whole == NONE) {
      return Double.NaN;
    }
    double part = 0;
    if (at < length && bytes[at] == '.') {
      at++;
      for (double unit = 0.1; isDigit(); at++, unit /= 10) {
        part += (bytes[at] - '0') * unit;
      }
    }
    return whole < 0 ? whole - part : whole + part;
  }

  /// Bits as hexadecimal digits, at most 8, after blanks and an optional `0x`.
  long bits() {
    blanks();
    at += isHere("0x") ? 2 : 0;
    int from = at;
    long value = 0;
    for (int digit; at < length && (digit = Character.digit(bytes[at], 16)) >= 0; at++) {
      if (at - from == 8) {
        return NONE;
      }
      value = value << 4 | digit;
    }
    return at == from ? NONE : value;
  }

  private boolean isDigit() {
    return at < length && bytes[at] >= '0' && bytes[at] <= '9';
  }
}
