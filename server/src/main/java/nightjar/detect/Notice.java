package nightjar.detect;

import java.util.List;

/// A rule came true.
///
/// @param object by its id
/// @param kind of the object
/// @param zones in which it is
/// @param ticks when
/// @param words one sentence for people
public record Notice(
    String rule, long object, Kind kind, List<String> zones, long ticks, String words) {
  public Notice {
    zones = List.copyOf(zones);
  }
}
