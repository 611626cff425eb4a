package nightjar.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an account may do; each role includes those before it.
public enum Role {
  VIEWER,
  OPERATOR,
  ADMINISTRATOR;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /// As in files and messages, such as `viewer`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
