package nightjar.alert;

import java.util.List;

/// A rule's terms came true, whether or not somebody is told.
///
/// @param rule its name
/// @param at microseconds since 1970
/// @param key of this one time: the same again is the same hit
/// @param title a few words
/// @param text one sentence
public record Hit(
    String rule,
    Alert.Kind kind,
    String camera,
    long at,
    String key,
    String title,
    String text,
    List<String> kinds,
    String zone,
    String event) {
  public Hit {
    kinds = List.copyOf(kinds);
  }

  Alert alert(long id, boolean urgent) {
    return new Alert(id, at, rule, kind, camera, title, text, kinds, zone, event, urgent);
  }
}
