package nightjar.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which passwords are good enough: long ones that are not the first that others would try.
final class PasswordRules {
  static final int SHORTEST = 10; // code points
  static final int LONGEST = 128;
  private static final int LENGTHENED_BY = 4; // digits and signs around a common word
  private static final String PROGRAM = "nightjar";

  private PasswordRules() {}

  /// @param field what to call it in the refusal
  static void check(String field, String password, String user) throws RefusedException {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw RefusedException.field(
          field,
          "a password has %d to %d characters, this one %d".formatted(SHORTEST, LONGEST, length));
    }
    if (!wellFormed(password)) {
      throw RefusedException.field(field, "this password has half a character in it");
    }
    var plain = password.toLowerCase(Locale.ROOT);
    if (isAround(plain, user)) {
      throw RefusedException.field(field, "a password must not be the user's name");
    }
    if (isAround(plain, PROGRAM)) {
      throw RefusedException.field(field, "a password must not be the program's name");
    }
    if (isCommon(plain)) {
      throw RefusedException.field(field, "this password is among those tried first");
    }
  }

  /// A surrogate alone would become a question mark, and fit any other.
  private static boolean wellFormed(String password) {
    return password.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  /// The word, with a few characters around it, or more than once.
  private static boolean isAround(String plain, String word) {
    var rest = plain.replace(word, "");
    return rest.length() < plain.length() && rest.length() <= LENGTHENED_BY;
  }

  private static boolean isCommon(String plain) {
    var forms = forms(plain);
    try (var lines = list()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (forms.contains(line)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("our own list of passwords", e);
    }
  }

  /// Itself, without a few digits and signs around it, and half of it when it is one thing twice.
  private static Set<String> forms(String plain) {
    var forms = new HashSet<String>();
    forms.add(plain);
    var word = plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
    if (!word.isEmpty() && plain.length() - word.length() <= LENGTHENED_BY) {
      forms.add(word);
    }
    int half = plain.length() / 2;
    if (plain.substring(0, half).equals(plain.substring(half))) {
      forms.add(plain.substring(half));
    }
    if (plain.codePoints().distinct().count() <= 2) {
      forms.add("password");
    }
    return forms;
  }

  private static BufferedReader list() {
    var stream = PasswordRules.class.getResourceAsStream("common-passwords.txt");
    if (stream == null) {
      throw new IllegalStateException("the list of common passwords is missing from the program");
    }
    return new BufferedReader(new InputStreamReader(stream, UTF_8));
  }
}
