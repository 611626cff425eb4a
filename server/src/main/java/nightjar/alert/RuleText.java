package nightjar.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightjar.base.WeekTimes;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// Rules as JSON. Read strictly: each field is there, and none that is not known.
public final class RuleText {
  static final int MOST = 50;
  private static final int LONGEST_ZONE = 40;
  private static final int MOST_NAMES = 64;
  private static final int LONGEST_TIME = 86_400; // seconds
  private static final double SHORTEST_LINE = 0.02; // of the picture
  private static final Set<HouseMode> ARMED =
      EnumSet.of(HouseMode.HOME, HouseMode.NIGHT, HouseMode.AWAY);

  private RuleText() {}

  /// What rules may name.
  ///
  /// @param zones of each camera
  /// @param kinds words of objects
  /// @param sun whether it is known where the house is
  public record Known(
      Map<String, List<String>> zones,
      Collection<String> kinds,
      Collection<String> channels,
      boolean sun) {}

  public static Map<String, Object> describe(AlertRule rule) {
    return Json.object(
        "name", rule.name(),
        "on", rule.on(),
        "modes", rule.modes().stream().sorted().map(HouseMode::word).toList(),
        "times", rule.times(),
        "light", word(rule.light()),
        "cameras", rule.cameras(),
        "what", describe(rule.what()),
        "coolDown", rule.coolDown().toSeconds(),
        "digest", rule.digest().toMinutes(),
        "channels", rule.channels(),
        "urgent", rule.urgent());
  }

  private static Map<String, Object> describe(What what) {
    return switch (what) {
      case What.Motion(var zone) -> Json.object("type", "motion", "zone", zone);
      case What.Thing(var kinds, var zone, var stays, var longer) ->
          Json.object(
              "type",
              "object",
              "kinds",
              sorted(kinds),
              "zone",
              zone,
              "stays",
              stays,
              "seconds",
              longer.toSeconds());
      case What.Line(var kinds, var line, var way) ->
          Json.object(
              "type", "line",
              "kinds", sorted(kinds),
              "line", List.of(line.from().x(), line.from().y(), line.to().x(), line.to().y()),
              "way", word(way));
      case What.NoPicture(var longer) ->
          Json.object("type", "camera", "seconds", longer.toSeconds());
      case What.DiskTrouble _ -> Json.object("type", "disk");
      case What.Heat _ -> Json.object("type", "heat");
      case What.FailedLogins(int count) -> Json.object("type", "logins", "count", count);
    };
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// Of an object with a list `rules`. What is wrong is named with its place, such as
  /// `rules[2].name`.
  public static List<AlertRule> readAll(JsonObject json, Known known) throws BadJsonException {
    json.only("rules");
    var all = json.objects("rules");
    if (all.size() > MOST) {
      throw json.wrong("rules", "must be at most " + MOST);
    }
    var rules = new ArrayList<AlertRule>();
    var names = new HashSet<String>();
    for (int i = 0; i < all.size(); i++) {
      try {
        var rule = read(all.get(i), known);
        if (!names.add(rule.name())) {
          throw all.get(i).wrong("name", "is another rule's too: \"" + rule.name() + "\"");
        }
        rules.add(rule);
      } catch (BadJsonException e) {
        throw at(i, e);
      }
    }
    return rules;
  }

  private static BadJsonException at(int place, BadJsonException e) {
    var field = e.field();
    var how = String.valueOf(e.getMessage()).substring(field.length()).strip();
    return BadJsonException.field("rules[" + place + "]" + field.replaceFirst("^rules", ""), how);
  }

  /// One rule.
  public static AlertRule read(JsonObject json, Known known) throws BadJsonException {
    json.only(
        "name",
        "on",
        "modes",
        "times",
        "light",
        "cameras",
        "what",
        "coolDown",
        "digest",
        "channels",
        "urgent");
    var cameras = names(json, "cameras", known.zones.keySet(), "a camera's name");
    var what = what(json.object("what"), cameras, known);
    var light = word(json, "light", AlertRule.Light.class);
    if (light != AlertRule.Light.ANY && !known.sun) {
      throw json.wrong("light", "needs to know where the house is: set alerts.place");
    }
    return new AlertRule(
        name(json),
        json.bool("on"),
        modes(json, what),
        times(json),
        light,
        cameras,
        what,
        Duration.ofSeconds(json.whole("coolDown", 0, LONGEST_TIME)),
        Duration.ofMinutes(json.whole("digest", 0, LONGEST_TIME / 60)),
        names(json, "channels", known.channels, "a way to be told"),
        json.bool("urgent"));
  }

  /// One that was accepted once. What it names may be gone since: then it stays as it is, to be put
  /// right by whoever made it, and for when that is back.
  static AlertRule readKept(JsonObject json, Known known) throws BadJsonException {
    var what = json.object("what");
    return read(
        json,
        new Known(
            zones(json.strings("cameras"), what.has("zone") ? what.string("zone") : "", known),
            both(known.kinds, what.has("kinds") ? what.strings("kinds") : List.of()),
            both(known.channels, json.strings("channels")),
            true));
  }

  private static Map<String, List<String>> zones(List<String> cameras, String zone, Known known) {
    var zones = new HashMap<>(known.zones);
    for (var camera : cameras.isEmpty() ? List.of("") : cameras) { // no camera's name is empty
      zones.merge(camera, List.of(zone), RuleText::both);
    }
    return zones;
  }

  private static List<String> both(Collection<String> some, Collection<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  private static String name(JsonObject json) throws BadJsonException {
    var name = json.string("name");
    boolean fits = !name.isBlank() && name.length() <= AlertRule.LONGEST_NAME;
    if (!fits || !name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
      throw json.wrong(
          "name",
          "must have 1 to %d characters and no space around it".formatted(AlertRule.LONGEST_NAME));
    }
    return name;
  }

  private static Set<HouseMode> modes(JsonObject json, What what) throws BadJsonException {
    var modes = EnumSet.noneOf(HouseMode.class);
    for (var word : json.strings("modes")) {
      modes.add(
          ARMED.stream()
              .filter(mode -> mode.word().equals(word))
              .findFirst()
              .orElseThrow(() -> json.wrong("modes", "must be of home, night and away")));
    }
    if (what.isScene() && modes.isEmpty()) {
      throw json.wrong("modes", "must be at least one of home, night and away");
    }
    return modes;
  }

  private static String times(JsonObject json) throws BadJsonException {
    var text = json.string("times");
    try {
      if (!text.isEmpty()) {
        WeekTimes.parse(text);
      }
      return text;
    } catch (IllegalArgumentException e) {
      throw json.wrong("times", "must be empty, or " + e.getMessage());
    }
  }

  private static <E extends Enum<E>> E word(JsonObject json, String field, Class<E> kind)
      throws BadJsonException {
    var given = json.string(field);
    var all = kind.getEnumConstants();
    return Arrays.stream(all)
        .filter(one -> word(one).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                json.wrong(
                    field,
                    "must be one of "
                        + Arrays.stream(all)
                            .map(RuleText::word)
                            .collect(Collectors.joining(", "))));
  }

  /// Some of those that there are.
  private static List<String> names(
      JsonObject json, String field, Collection<String> known, String what)
      throws BadJsonException {
    var names = json.strings(field);
    for (var name : names) {
      if (!known.contains(name) || names.size() > MOST_NAMES) {
        throw json.wrong(field, unknown(what, known));
      }
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw json.wrong(field, "must have each name once");
    }
    return names;
  }

  private static String unknown(String what, Collection<String> known) {
    return known.isEmpty()
        ? "must be empty: there is none"
        : "must each be %s, of %s".formatted(what, String.join(", ", known));
  }

  private static What what(JsonObject json, List<String> cameras, Known known)
      throws BadJsonException {
    var type = json.string("type");
    return switch (type) {
      case "motion" -> {
        json.only("type", "zone");
        yield new What.Motion(zone(json, cameras, known));
      }
      case "object" -> {
        json.only("type", "kinds", "zone", "stays", "seconds");
        var kinds = Set.copyOf(names(json, "kinds", known.kinds, "a kind"));
        if (kinds.isEmpty()) {
          throw json.wrong("kinds", "must be at least one");
        }
        var longer = Duration.ofSeconds(json.whole("seconds", 0, LONGEST_TIME));
        yield new What.Thing(kinds, zone(json, cameras, known), json.bool("stays"), longer);
      }
      case "line" -> {
        json.only("type", "kinds", "line", "way");
        if (cameras.size() != 1) {
          throw json.wrong("line", "is in the picture of one camera: name just that one");
        }
        var kinds = Set.copyOf(names(json, "kinds", known.kinds, "a kind"));
        yield new What.Line(kinds, line(json), word(json, "way", What.Way.class));
      }
      case "camera" -> {
        json.only("type", "seconds");
        yield new What.NoPicture(Duration.ofSeconds(json.whole("seconds", 5, LONGEST_TIME)));
      }
      case "disk" -> {
        json.only("type");
        yield new What.DiskTrouble();
      }
      case "heat" -> {
        json.only("type");
        yield new What.Heat();
      }
      case "logins" -> {
        json.only("type", "count");
        yield new What.FailedLogins(json.whole("count", 1, 100));
      }
      default ->
          throw json.wrong(
              "type", "must be one of motion, object, line, camera, disk, heat, logins");
    };
  }

  /// One of a camera that the rule is of.
  private static String zone(JsonObject json, List<String> cameras, Known known)
      throws BadJsonException {
    var zone = json.string("zone");
    var there =
        known.zones.entrySet().stream()
            .filter(camera -> cameras.isEmpty() || cameras.contains(camera.getKey()))
            .flatMap(camera -> camera.getValue().stream())
            .distinct()
            .toList();
    if (zone.isEmpty() || there.contains(zone)) {
      return zone;
    }
    var shown = zone.length() > LONGEST_ZONE ? "" : " \"" + zone + "\"";
    throw json.wrong(
        "zone",
        "must be one that there is, not%s; there %s"
            .formatted(shown, there.isEmpty() ? "is none" : "are " + String.join(", ", there)));
  }

  private static Crossing.Line line(JsonObject json) throws BadJsonException {
    var ends = json.numbers("line", 4);
    for (double end : ends) {
      if (!(end >= 0 && end <= 1)) {
        throw json.wrong("line", "must be x, y, x, y in parts of the picture, each from 0 to 1");
      }
    }
    var line =
        new Crossing.Line(
            new Crossing.Spot(ends.get(0), ends.get(1)),
            new Crossing.Spot(ends.get(2), ends.get(3)));
    if (line.length() < SHORTEST_LINE) {
      throw json.wrong("line", "must be longer than %s of the picture".formatted(SHORTEST_LINE));
    }
    return line;
  }
}
