package nightjar.alert;

import java.util.Map;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// How the house is watched over.
///
/// @param since when it was set so, in microseconds; 0 when nobody ever did
/// @param by who did
/// @param snoozedUntil nothing but what is urgent is sent before; 0 when all is
public record HouseState(HouseMode mode, long since, String by, long snoozedUntil) {
  static final HouseState FIRST = new HouseState(HouseMode.HOME, 0, "", 0);

  public Map<String, Object> describe() {
    return Json.object("mode", mode.word(), "since", since, "by", by, "snoozedUntil", snoozedUntil);
  }

  static HouseState read(JsonObject json) throws BadJsonException {
    return new HouseState(
        mode(json),
        (long) json.number("since", 0, 1e17),
        json.string("by"),
        (long) json.number("snoozedUntil", 0, 1e17));
  }

  private static HouseMode mode(JsonObject json) throws BadJsonException {
    return HouseMode.of(json.string("mode"))
        .orElseThrow(() -> json.wrong("mode", "must be off, home, night or away"));
  }
}
