package nightjar.alert;

import java.util.Map;

/// How cameras and box are at a moment, as far as somebody may want to be told.
///
/// @param silent why each camera gives no picture that should give one
/// @param disk for people; empty when nothing is wrong
/// @param heat likewise
/// @param logins that failed within [Conditions#LOGINS_WITHIN]
public record Troubles(Map<String, String> silent, String disk, String heat, int logins) {
  public Troubles {
    silent = Map.copyOf(silent);
  }
}
