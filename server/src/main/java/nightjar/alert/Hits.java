package nightjar.alert;

import java.util.List;
import java.util.Locale;

/// Hits of each kind, in words.
public final class Hits {
  private Hits() {}

  static Hit motion(AlertRule rule, String camera, String zone, String event, long at) {
    var where = zone.isEmpty() ? "at " + camera : "in " + zone + " of " + camera;
    return new Hit(
        rule.name(),
        Alert.Kind.MOTION,
        camera,
        at,
        key(rule, "motion", event),
        "Motion " + where,
        "Something moves " + where + ".",
        List.of(),
        zone,
        event);
  }

  /// @param id of the object in its event
  /// @param words such as `A person has been in Drive for 20 s`
  public static Hit thing(
      AlertRule rule,
      String camera,
      String kind,
      long id,
      String zone,
      String words,
      String event,
      long at) {
    return new Hit(
        rule.name(),
        Alert.Kind.OBJECT,
        camera,
        at,
        key(rule, "object" + id, event.isEmpty() ? camera + "@" + at : event),
        capital(kind) + " at " + camera,
        words + ".",
        List.of(kind),
        zone,
        event);
  }

  static Hit line(
      AlertRule rule, String camera, String kind, What.Way side, String event, int times, long at) {
    var who = kind.isEmpty() ? "Something" : article(kind) + " " + kind;
    var way = side.name().toLowerCase(Locale.ROOT);
    return new Hit(
        rule.name(),
        Alert.Kind.LINE,
        camera,
        at,
        key(rule, "line" + times, event.isEmpty() ? camera + "@" + at : event),
        (kind.isEmpty() ? "Line crossed" : capital(kind) + " crosses a line") + " at " + camera,
        "%s crosses the line of \"%s\", to its %s.".formatted(who, rule.name(), way),
        kind.isEmpty() ? List.of() : List.of(kind),
        "",
        event);
  }

  /// Of a camera or of the box itself.
  ///
  /// @param camera empty for the box
  /// @param since when it began: the same trouble is one hit
  static Hit trouble(
      AlertRule rule, Alert.Kind kind, String camera, String title, String text, long since) {
    var key = key(rule, kind.word() + " " + camera, String.valueOf(since));
    return new Hit(rule.name(), kind, camera, since, key, title, text, List.of(), "", "");
  }

  private static String key(AlertRule rule, String what, String of) {
    return rule.name() + "/" + what + "/" + of;
  }

  private static String article(String kind) {
    return "aeiou".indexOf(kind.charAt(0)) >= 0 ? "An" : "A";
  }

  static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
