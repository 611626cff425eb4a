package nightjar.detect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a model said of one object: two of the last three answers name it, and the mean of the
/// surest two is the score that its kind takes. So one clear answer makes up for one that is nearly
/// one.
final class Votes {
  private static final int WINDOW = 3;
  private static final int NEEDED = 2;
  private static final double FADING = 0.8; // an answer

  private final @Nullable Kind[] last = new Kind[WINDOW]; // in a ring; null where it was not seen
  private final double[] parts = new double[WINDOW]; // of the score that each of them took
  private final Map<Kind, Double> weight = new EnumMap<>(Kind.class);
  private int cast;
  private int missed;

  /// @param part of the score that its kind takes
  void cast(Kind kind, double part) {
    miss();
    last[(cast - 1) % WINDOW] = kind;
    parts[(cast - 1) % WINDOW] = part;
    weight.merge(kind, part, Double::sum);
    missed = 0;
  }

  /// It was looked for and not seen.
  void miss() {
    last[cast % WINDOW] = null;
    cast++;
    missed++;
    weight.replaceAll((_, sum) -> sum * FADING);
  }

  /// Times in a row that it was not seen.
  int missed() {
    return missed;
  }

  int of(Kind kind) {
    return (int) Arrays.stream(last).filter(vote -> vote == kind).count();
  }

  /// Whether all agree.
  boolean unanimous(Kind kind) {
    return of(kind) == WINDOW;
  }

  /// @param now what it was called until now
  /// @return what to call it
  @Nullable Kind name(@Nullable Kind now) {
    for (var kind : Kind.values()) {
      if (isNamed(kind) && (now == null || weight(kind) > weight(now))) {
        return kind;
      }
    }
    return now;
  }

  private double weight(Kind kind) {
    return weight.getOrDefault(kind, 0.0);
  }

  private boolean isNamed(Kind kind) {
    double most = 0;
    double second = 0;
    for (int i = 0; i < WINDOW; i++) {
      double part = last[i] == kind ? parts[i] : 0;
      second = Math.max(second, Math.min(most, part));
      most = Math.max(most, part);
    }
    return of(kind) >= NEEDED && (most + second) / NEEDED >= 1;
  }

  /// Whether it will have no name for want of votes.
  boolean hopeless() {
    return missed >= NEEDED;
  }
}
