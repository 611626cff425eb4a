package nightjar.auth;

import java.util.Locale;
import java.util.regex.Pattern;

/// The name of an account.
record UserName(String text) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,30}");

  UserName {
    if (!isOne(text)) {
      throw new IllegalArgumentException("not a user's name");
    }
  }

  static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  /// As typed: capitals and spaces around it do not matter.
  static String typed(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  static UserName of(String typed) throws RefusedException {
    var text = typed(typed);
    if (!isOne(text)) {
      throw RefusedException.field(
          "user",
          "a user's name is 1 to 31 letters a to z, digits, dots, dashes or underscores, and begins"
              + " with a letter or digit");
    }
    return new UserName(text);
  }
}
