package nightjar.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.json.BadJsonException;
import nightjar.json.Json;
import nightjar.json.JsonObject;

/// Which objects count, as JSON. Read strictly: each field is there, and none that is not known.
public final class ObjectText {
  private static final int LONGEST_NAME = 40;
  private static final int MOST_ZONES = 16;
  private static final double LONGEST = 86_400; // seconds
  private static final String KINDS =
      Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));

  private ObjectText() {}

  public static Map<String, Object> describe(ObjectConfig config) {
    return Json.object(
        "on", config.on(),
        "kinds",
            config.kinds().entrySet().stream()
                .map(one -> Json.object("kind", one.getKey().word(), "score", one.getValue()))
                .toList(),
        "zones",
            config.zones().entrySet().stream()
                .map(one -> Json.object("zone", one.getKey(), "kinds", words(one.getValue())))
                .toList(),
        "rules", config.rules().stream().map(ObjectText::describe).toList());
  }

  private static Map<String, Object> describe(ObjectRule rule) {
    return Json.object(
        "name", rule.name(),
        "kinds", words(rule.kinds()),
        "zone", rule.zone(),
        "stays", rule.stays(),
        "seconds", seconds(rule.longer()));
  }

  private static Number seconds(Duration time) {
    long millis = time.toMillis();
    if (millis % 1_000 == 0) {
      return millis / 1_000;
    }
    return millis / 1e3;
  }

  private static List<String> words(Set<Kind> kinds) {
    return kinds.stream().sorted().map(Kind::word).toList();
  }

  /// @throws BadJsonException with the field, its value, and what would be right
  public static ObjectConfig read(JsonObject json) throws BadJsonException {
    json.only("on", "kinds", "zones", "rules");
    boolean on = json.bool("on");
    var kinds = scores(json);
    var zones = zones(json);
    var rules = new ArrayList<ObjectRule>();
    for (var rule : json.objects("rules")) {
      rules.add(rule(rule));
    }
    try {
      return new ObjectConfig(on, kinds, zones, rules);
    } catch (IllegalArgumentException e) { // rules one by one are right
      throw json.wrong("rules", "are wrong together: " + said(e));
    }
  }

  /// The same, where each zone must be one of these.
  public static ObjectConfig read(JsonObject json, Collection<String> known)
      throws BadJsonException {
    var config = read(json);
    for (var zone : config.zones().keySet()) {
      if (!known.contains(zone)) {
        throw json.wrong("zones", unknown(zone, known));
      }
    }
    for (var rule : config.rules()) {
      if (!rule.zone().isEmpty() && !known.contains(rule.zone())) {
        throw json.wrong("rules", unknown(rule.zone(), known));
      }
    }
    return config;
  }

  private static String unknown(String zone, Collection<String> known) {
    var there = known.isEmpty() ? "there is none" : "there are " + String.join(", ", known);
    return "name the zone \"%s\", which motion does not have; %s".formatted(zone, there);
  }

  private static Map<Kind, Double> scores(JsonObject json) throws BadJsonException {
    var scores = new EnumMap<Kind, Double>(Kind.class);
    for (var one : json.objects("kinds")) {
      one.only("kind", "score");
      var kind = kind(one, "kind", one.string("kind"));
      double score = one.number("score", ObjectConfig.LEAST_SCORE, ObjectConfig.MOST_SCORE);
      if (scores.put(kind, score) != null) {
        throw json.wrong("kinds", "have " + kind.word() + " twice");
      }
    }
    return scores;
  }

  private static Map<String, Set<Kind>> zones(JsonObject json) throws BadJsonException {
    var zones = new LinkedHashMap<String, Set<Kind>>();
    for (var one : json.objects("zones")) {
      one.only("zone", "kinds");
      var name = zone(one);
      if (name.isEmpty()) {
        throw one.wrong("zone", "must be the name of a zone");
      }
      if (zones.put(name, kinds(one)) != null) {
        throw json.wrong("zones", "have " + name + " twice");
      }
    }
    if (zones.size() > MOST_ZONES) {
      throw json.wrong("zones", "must be at most " + MOST_ZONES);
    }
    return zones;
  }

  /// Empty for anywhere.
  private static String zone(JsonObject json) throws BadJsonException {
    var name = json.string("zone");
    if (name.length() > LONGEST_NAME || !name.equals(name.strip())) {
      throw json.wrong(
          "zone", "must have at most %d characters and no space around it".formatted(LONGEST_NAME));
    }
    return name;
  }

  private static Set<Kind> kinds(JsonObject json) throws BadJsonException {
    var kinds = EnumSet.noneOf(Kind.class);
    for (var word : json.strings("kinds")) {
      kinds.add(kind(json, "kinds", word));
    }
    return kinds;
  }

  private static Kind kind(JsonObject json, String field, String word) throws BadJsonException {
    var kind = Kind.of(word);
    if (kind.isEmpty()) {
      throw json.wrong(field, "must be of " + KINDS);
    }
    return kind.get();
  }

  private static ObjectRule rule(JsonObject json) throws BadJsonException {
    json.only("name", "kinds", "zone", "stays", "seconds");
    var name = json.string("name");
    var kinds = kinds(json);
    var zone = zone(json);
    boolean stays = json.bool("stays");
    var longer = Duration.ofMillis(Math.round(json.number("seconds", 0, LONGEST) * 1_000));
    try {
      return new ObjectRule(name, kinds, zone, stays, longer);
    } catch (IllegalArgumentException e) {
      throw json.wrong(kinds.isEmpty() ? "kinds" : "name", "is wrong: " + said(e));
    }
  }

  private static String said(IllegalArgumentException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^rules: ", "");
  }
}
