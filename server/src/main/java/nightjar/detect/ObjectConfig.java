package nightjar.detect;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which objects count in one camera's pictures.
///
/// @param kinds that count, each with the least score, 0.1 to 0.95
/// @param zones by name of a motion zone: only these kinds count there; elsewhere all do
/// @param rules at most 16, of different names
public record ObjectConfig(
    boolean on, Map<Kind, Double> kinds, Map<String, Set<Kind>> zones, List<ObjectRule> rules) {
  public static final double LEAST_SCORE = 0.1;
  public static final double MOST_SCORE = 0.95;
  private static final int MOST_RULES = 16;

  public static final ObjectConfig STANDARD =
      new ObjectConfig(true, standardScores(), Map.of(), List.of());

  public ObjectConfig {
    kinds = kinds.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(kinds));
    zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones)); // in its order
    rules = List.copyOf(rules);
    kinds.forEach(
        (kind, score) -> {
          if (!(score >= LEAST_SCORE && score <= MOST_SCORE)) {
            throw new IllegalArgumentException(
                "the score of a %s is from %s to %s, not %s"
                    .formatted(kind.word(), LEAST_SCORE, MOST_SCORE, score));
          }
        });
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException("rules: at most " + MOST_RULES);
    }
    var names = new HashSet<String>();
    for (var rule : rules) {
      if (!names.add(rule.name())) {
        throw new IllegalArgumentException("rules: two are called " + rule.name());
      }
    }
  }

  private static Map<Kind, Double> standardScores() {
    var scores = new EnumMap<Kind, Double>(Kind.class);
    for (var kind : Kind.values()) {
      scores.put(kind, 0.4);
    }
    return scores;
  }
}
