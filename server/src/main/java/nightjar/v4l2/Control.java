package nightjar.v4l2;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something of a device that can be set, such as its brightness.
///
/// @param id V4L2_CID_*
/// @param name the device's own, lower case with underscores: `white_balance_automatic`
/// @param menu what the values mean, of a control that is a choice; else empty
/// @param now the value it has; empty when it cannot be read
/// @param settable false for one that only tells
public record Control(
    int id,
    String name,
    Kind kind,
    int least,
    int most,
    int step,
    int preset,
    List<Choice> menu,
    Optional<Integer> now,
    boolean settable) {
  /// How its value is meant.
  public enum Kind {
    NUMBER,
    SWITCH,
    CHOICE,
    BUTTON,
    BITS
  }

  /// A value of a choice and what it means.
  public record Choice(int value, String meaning) {}

  public Control {
    menu = List.copyOf(menu);
  }

  /// As the tools of Linux write it: `White Balance, Automatic` becomes `white_balance_automatic`.
  static String nameOf(String words) {
    var name = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return name.replaceAll("^_|_$", "");
  }

  public boolean takes(int value) {
    return menu.isEmpty()
        ? value >= least && value <= most
        : menu.stream().anyMatch(choice -> choice.value == value);
  }

  /// The values it takes, for people: `0 to 255`, or `1 (Manual Mode), 3 (Auto)`.
  public String range() {
    return menu.isEmpty()
        ? least + " to " + most
        : String.join(
            ", ", menu.stream().map(c -> "%d (%s)".formatted(c.value, c.meaning)).toList());
  }
}
