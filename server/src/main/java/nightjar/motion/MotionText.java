package nightjar.motion;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;
import nightjar.motion.MotionConfig.Expert;

/// How motion is set, as JSON. Read strictly: each field is there, and none that is not known.
public final class MotionText {
  private MotionText() {}

  public static Map<String, Object> describe(MotionConfig config) {
    var expert = config.expert();
    return Json.object(
        "on", config.on(),
        "sensitivity", config.sensitivity(),
        "minSize", config.minSize(),
        "minDuration", config.minDuration().toMillis(),
        "fps", config.fps(),
        "zones", config.zones().stream().map(MotionText::describe).toList(),
        "expert",
            Json.object(
                "contrast", expert.contrast(),
                "noise", expert.noise(),
                "edge", expert.edge(),
                "travel", expert.travel(),
                "stillFor", expert.stillFor().toMillis()));
  }

  private static Map<String, Object> describe(Zone zone) {
    return Json.object(
        "name", zone.name(),
        "kind", zone.kind().name().toLowerCase(Locale.ROOT),
        "points", zone.corners().stream().map(c -> List.of(c.x(), c.y())).toList());
  }

  /// @throws BadJsonException with the field, its value, and what would be right
  public static MotionConfig read(JsonObject json) throws BadJsonException {
    json.only("on", "sensitivity", "minSize", "minDuration", "fps", "zones", "expert");
    var zones = new ArrayList<Zone>();
    for (var zone : json.objects("zones")) {
      zones.add(zone(zone));
    }
    boolean on = json.bool("on");
    int sensitivity = json.whole("sensitivity", 1, 100);
    double minSize = json.number("minSize", 0.01, 50);
    var minDuration = Duration.ofMillis(json.whole("minDuration", 0, 10_000));
    double fps = json.number("fps", 1, 30);
    var expert = expert(json.object("expert"));
    try {
      return new MotionConfig(on, sensitivity, minSize, minDuration, fps, zones, expert);
    } catch (IllegalArgumentException e) { // zones one by one are right
      throw json.wrong("zones", "are wrong together: " + said(e, "zones: "));
    }
  }

  private static Expert expert(JsonObject json) throws BadJsonException {
    json.only("contrast", "noise", "edge", "travel", "stillFor");
    return new Expert(
        json.number("contrast", 0.5, 100),
        json.number("noise", 1, 50),
        json.number("edge", 0, 2),
        json.number("travel", 0, 50),
        Duration.ofMillis(json.whole("stillFor", 1_000, 3_600_000)));
  }

  private static Zone zone(JsonObject json) throws BadJsonException {
    json.only("name", "kind", "points");
    var name = json.string("name");
    var kind =
        switch (json.string("kind")) {
          case "include" -> Zone.Kind.INCLUDE;
          case "ignore" -> Zone.Kind.IGNORE;
          default -> throw json.wrong("kind", "must be include or ignore");
        };
    var corners = new ArrayList<Zone.Corner>();
    for (var point : json.rows("points", 2)) {
      corners.add(corner(json, point.getFirst(), point.getLast()));
    }
    try {
      return new Zone(name, kind, corners);
    } catch (IllegalArgumentException e) {
      boolean named = !Zone.isName(name);
      throw json.wrong(named ? "name" : "points", "is wrong: " + said(e, ""));
    }
  }

  private static Zone.Corner corner(JsonObject json, double x, double y) throws BadJsonException {
    try {
      return new Zone.Corner(x, y);
    } catch (IllegalArgumentException e) {
      throw json.wrong("points", "are from 0 to 1, not " + x + ", " + y);
    }
  }

  private static String said(IllegalArgumentException e, String without) {
    var text = String.valueOf(e.getMessage());
    return text.startsWith(without) ? text.substring(without.length()) : text;
  }
}
