package nightjar.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the house is watched over: people choose it, and rules hold in some of them.
public enum HouseMode {
  /// No rule holds.
  OFF,
  HOME,
  NIGHT,
  AWAY;

  private final String word = name().toLowerCase(Locale.ROOT);

  public static Optional<HouseMode> of(String word) {
    return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
  }

  public String word() {
    return word;
  }
}
