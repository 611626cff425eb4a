package nightjar.governor;

import java.util.List;

/// How the box is doing, as others are told.
///
/// @param level how many things are done without; 0 for none
/// @param sheds what they are, those last that are missed most
/// @param line the same for people; empty at level 0
/// @param since wall time of the last change, in microseconds
public record Standing(
    int level,
    Shed shed,
    List<Words.Line> sheds,
    String line,
    long since,
    Readings readings,
    Limits limits) {
  /// One word for it.
  public String word() {
    if (level == 0) {
      return "full";
    }
    if (shed.moving() < Shed.NOTHING.moving()) {
      return "least";
    }
    return shed.mainRate() < 1 || shed.sub() < 1 ? "reduced" : "sparing";
  }
}
