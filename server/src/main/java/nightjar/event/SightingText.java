package nightjar.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import nightjar.event.Event.Box;
import nightjar.event.Event.Recognised;
import nightjar.event.Event.Sighting;
import nightjar.event.Event.Spot;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// An event's objects in its lines: each as far as it has changed.
final class SightingText {
  private SightingText() {}

  static Map<Long, Sighting> byId(List<Sighting> objects) {
    var all = new HashMap<Long, Sighting>();
    objects.forEach(one -> all.put(one.id(), one.withPicture(false)));
    return Map.copyOf(all);
  }

  /// @param written as they are on the disk
  static List<Map<String, Object>> changed(Map<Long, Sighting> written, List<Sighting> objects) {
    var changed = new ArrayList<Map<String, Object>>();
    for (var one : objects) {
      var was = written.get(one.id());
      if (!one.withPicture(false).equals(was)) {
        changed.add(describe(one, was == null ? 0 : was.path().size()));
      }
    }
    return changed;
  }

  private static Map<String, Object> describe(Sighting one, int from) {
    var path = one.path().subList(from, one.path().size());
    var box = one.box();
    return Json.object(
        "id", one.id(),
        "kind", one.kind(),
        "score", one.score(),
        "first", one.first(),
        "last", one.last(),
        "box", List.of(List.of(box.x(), box.y(), box.width(), box.height())),
        "path", path.stream().map(SightingText::row).toList(),
        "zones", one.zones());
  }

  private static List<Object> row(Spot spot) {
    var box = spot.box();
    return List.of(spot.at(), box.x(), box.y(), box.width(), box.height());
  }

  /// Goes on with what was read of the same object.
  static void read(JsonObject json, Map<Long, Sighting> objects) throws BadJsonException {
    long id = (long) json.number("id", 0, EventText.LAST);
    var was = objects.get(id);
    var path = new ArrayList<>(was == null ? List.of() : was.path());
    for (var row : json.rows("path", 5)) {
      path.add(new Spot(row.getFirst().longValue(), box(row.subList(1, 5))));
    }
    var boxes = json.rows("box", 4);
    if (boxes.size() != 1) {
      throw json.wrong("box", "must be one");
    }
    var one =
        new Sighting(
            id,
            json.string("kind"),
            json.number("score", 0, 1),
            EventText.time(json, "first"),
            EventText.time(json, "last"),
            box(boxes.getFirst()),
            path,
            json.strings("zones"),
            false);
    if (was != null || objects.size() < Sightings.MOST) {
      objects.put(id, one);
    }
  }

  private static Box box(List<Double> numbers) {
    return new Box(numbers.getFirst(), numbers.get(1), numbers.get(2), numbers.get(3));
  }

  static void describe(Recognised recognised, Map<String, Object> line) {
    line.put("kinds", recognised.kinds());
    line.put("objectCount", recognised.count());
    recognised.portrait().ifPresent(object -> line.put("portrait", object));
  }

  /// Nothing in lines of earlier builds.
  static Recognised recognised(JsonObject json) throws BadJsonException {
    return json.has("kinds")
        ? new Recognised(
            json.strings("kinds"),
            json.has("objectCount") ? json.whole("objectCount", 0, Sightings.MOST) : 0,
            json.has("portrait")
                ? OptionalLong.of((long) json.number("portrait", 0, EventText.LAST))
                : OptionalLong.empty())
        : Recognised.NOTHING;
  }
}
