package nightjar.alert;

import java.util.List;
import java.util.Locale;

/// One thing that somebody wants to be told, as it is kept and sent.
///
/// @param id in the order they were made; every copy that is sent bears it, and so is known as one
/// @param at when it happened: microseconds since 1970
/// @param rule name of the rule that asked for it
/// @param camera empty when it is of the box itself
/// @param title a few words, such as `Person at front`
/// @param text one sentence
/// @param kinds words of objects; none when it is not about any
/// @param zone empty when it is about none
/// @param event its id; empty when it is of none
/// @param urgent it may wake people
public record Alert(
    long id,
    long at,
    String rule,
    Kind kind,
    String camera,
    String title,
    String text,
    List<String> kinds,
    String zone,
    String event,
    boolean urgent) {
  /// What it is about.
  public enum Kind {
    MOTION,
    OBJECT,
    LINE,
    /// A camera gives no picture.
    CAMERA,
    DISK,
    HEAT,
    /// Failed logins.
    LOGINS,
    /// Several, told as one.
    DIGEST,
    /// Somebody tries whether it arrives.
    TEST;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
      return word;
    }
  }

  public Alert {
    kinds = List.copyOf(kinds);
  }

  /// Marks every copy of it.
  public String key() {
    return "nightjar-" + id;
  }
}
