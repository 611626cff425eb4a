package nightjar.auth;

import java.util.Set;

/// Which cameras an account may see.
public sealed interface Cameras {
  /// Those that come later too.
  record All() implements Cameras {}

  /// A name need not be a camera's: cameras come and go.
  record Only(Set<String> names) implements Cameras {
    public Only {
      names = Set.copyOf(names);
    }
  }

  default boolean include(String camera) {
    return switch (this) {
      case All() -> true;
      case Only(Set<String> names) -> names.contains(camera);
    };
  }
}
