package nightjar.detect;

import java.time.Duration;
import java.util.Set;

/// What somebody wants to be told of.
///
/// @param name for people: 1 to 40 characters
/// @param kinds any of them
/// @param zone that it is in; empty for anywhere
/// @param stays it must stand still; else it is enough to be there
/// @param longer than this
public record ObjectRule(
    String name, Set<Kind> kinds, String zone, boolean stays, Duration longer) {
  private static final int LONGEST_NAME = 40;
  private static final Duration LONGEST = Duration.ofHours(24);

  public ObjectRule {
    kinds = Set.copyOf(kinds);
    if (name.isBlank() || name.length() > LONGEST_NAME || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "a rule's name has 1 to %d characters and no space around it".formatted(LONGEST_NAME));
    }
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("a rule names at least one kind");
    }
    if (longer.isNegative() || longer.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a rule's time is from 0 s to 24 h");
    }
  }
}
