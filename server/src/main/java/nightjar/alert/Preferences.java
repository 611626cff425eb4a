package nightjar.alert;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// How one person's pages tell of alerts.
///
/// @param large urgent ones take the whole screen
/// @param cameras empty for all
public record Preferences(
    boolean sound, boolean vibrate, boolean large, List<String> cameras, Only only) {
  public static final Preferences STANDARD = new Preferences(true, true, true, List.of(), Only.ALL);
  private static final int MOST_CAMERAS = 64;

  /// Which.
  public enum Only {
    ALL,
    URGENT,
    NONE
  }

  public Preferences {
    cameras = List.copyOf(cameras);
  }

  public Map<String, Object> describe() {
    return Json.object(
        "sound", sound,
        "vibrate", vibrate,
        "large", large,
        "cameras", cameras,
        "only", only.name().toLowerCase(Locale.ROOT));
  }

  public static Preferences read(JsonObject json) throws BadJsonException {
    json.only("sound", "vibrate", "large", "cameras", "only");
    var cameras = json.strings("cameras");
    if (cameras.size() > MOST_CAMERAS || cameras.stream().anyMatch(name -> name.length() > 31)) {
      throw json.wrong("cameras", "must be at most 64 names of cameras");
    }
    return new Preferences(
        json.bool("sound"),
        json.bool("vibrate"),
        json.bool("large"),
        cameras,
        switch (json.string("only")) {
          case "all" -> Only.ALL;
          case "urgent" -> Only.URGENT;
          case "none" -> Only.NONE;
          default -> throw json.wrong("only", "must be all, urgent or none");
        });
  }
}
