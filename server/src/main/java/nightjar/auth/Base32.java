package nightjar.auth;

import java.util.Locale;

/// Bytes as letters and digits: RFC 4648's alphabet for programs, Crockford's for people, who take
/// O for 0 and I and L for 1.
enum Base32 {
  RFC_4648("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
  CROCKFORD("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

  private final String alphabet;

  Base32(String alphabet) {
    this.alphabet = alphabet;
  }

  /// Without padding.
  String text(byte[] bytes) {
    var text = new StringBuilder();
    int bits = 0;
    int held = 0;
    for (byte b : bytes) {
      held = (held << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(alphabet.charAt((held >> bits) & 31));
      }
      held &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(alphabet.charAt((held << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /// What somebody typed, as it was shown: without dashes and spaces, in capitals, letters that
  /// look like digits as digits.
  static String typed(String text) {
    return text.replaceAll("[\\s-]", "")
        .toUpperCase(Locale.ROOT)
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  /// In fours, joined by dashes.
  static String grouped(String text) {
    return text.replaceAll("(.{4})(?=.)", "$1-");
  }
}
