package nightjar.detect;

import java.util.Locale;
import java.util.Optional;

/// What people look for. Whatever else a model knows is passed over.
public enum Kind {
  PERSON,
  /// And any other motor vehicle.
  CAR,
  BICYCLE,
  DOG,
  CAT,
  /// Any other.
  ANIMAL,
  PARCEL;

  private final String word = name().toLowerCase(Locale.ROOT);

  public String word() {
    return word;
  }

  public static Optional<Kind> of(String word) {
    for (var kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
