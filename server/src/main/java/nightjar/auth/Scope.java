package nightjar.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a token may be used for, within what its owner may do.
public enum Scope {
  VIEW,
  OPERATE,
  METRICS;

  /// The least role whose accounts may do this.
  Role role() {
    return switch (this) {
      case VIEW -> Role.VIEWER;
      case OPERATE -> Role.OPERATOR;
      case METRICS -> Role.ADMINISTRATOR;
    };
  }

  /// As in files and messages, such as `view`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word().equals(word)).findFirst();
  }
}
