package nightjar.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.detect.DetectorConfig;
import nightjar.detect.Kind;
import nightjar.detect.ObjectConfig;
import nightjar.detect.ObjectRule;

/// Who recognises objects, and which of them count for one camera.
final class ObjectSettings {
  private static final String ALL =
      Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
  private static final String KINDS = "kinds with commas between, of " + ALL;
  private static final String SCORES =
      KINDS
          + "; each with its least score from %s to %s if that is not 0.4, such as \"person 0.5, car\""
              .formatted(ObjectConfig.LEAST_SCORE, ObjectConfig.MOST_SCORE);
  private static final String RULE =
      "kinds, a zone, and a time up to 24h, such as \"person in Drive longer 20s\" or \"car, bicycle stays 2m\"; kinds are "
          + ALL;
  private static final double STANDARD_SCORE = 0.4;
  private static final Duration DAY = Duration.ofHours(24);
  private static final Pattern SCORED = Pattern.compile("([a-z]+)(?:\\s+(\\d(?:\\.\\d{1,3})?))?");
  private static final Pattern WORDS =
      Pattern.compile("(.+?)(?:\\s+in\\s+(.+?))?(?:\\s+(longer|stays)\\s+(\\S+))?");

  private ObjectSettings() {}

  /// @param file of the settings, beside which others are looked for
  static DetectorConfig detector(Section objects, Path file) {
    var model = objects.take("model", text -> path(text, file), "");
    var labels = objects.take("labels", text -> path(text, file), "");
    if (labels.isPresent() && model.isEmpty()) {
      objects.problem("labels", "are those of a model of your own, and there is no model");
    }
    var rate = objects.take("rate", ObjectSettings::rate, "auto");
    int threads = objects.take("threads", Values.whole(1, 4), "1");
    var idle = objects.take("unload", Values.duration(Duration.ofSeconds(10), DAY), "5m");
    objects.rejectUnknown();
    return new DetectorConfig(model, labels, rate, threads, idle);
  }

  private static Optional<Path> path(String text, Path file) {
    return text.isEmpty() ? Optional.empty() : Optional.of(file.resolveSibling(Values.path(text)));
  }

  private static Optional<Double> rate(String text) {
    try {
      return text.equals("auto")
          ? Optional.empty()
          : Optional.of(Values.number(0.1, 30).parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or auto", e);
    }
  }

  /// Empty when the file says nothing of them.
  ///
  /// @param known names of the zones that the file gives the camera's motion
  static Optional<ObjectConfig> read(Section camera, List<String> known) {
    boolean any = camera.has("objects");
    var objects = camera.section("objects");
    boolean on = objects.take("on", Values::yesOrNo, "yes");
    var kinds = objects.take("kinds", ObjectSettings::scores, ALL);
    var zones = new LinkedHashMap<String, Set<Kind>>();
    objects
        .takeAll("zones", ObjectSettings::kinds)
        .forEach(
            (zone, those) -> {
              if (isKnown(objects, "zones." + zone, zone, known)) {
                zones.put(zone, those);
              }
            });
    var rules = rules(objects, known);
    objects.rejectUnknown();
    var config =
        objects.build(
            "rules", () -> new ObjectConfig(on, kinds, zones, rules), () -> ObjectConfig.STANDARD);
    return any ? Optional.of(config) : Optional.empty();
  }

  private static List<ObjectRule> rules(Section objects, List<String> known) {
    var rules = new ArrayList<ObjectRule>();
    objects
        .takeAll("rules", ObjectSettings::said)
        .forEach(
            (name, said) -> {
              var key = "rules." + name;
              if (said.zone.isEmpty() || isKnown(objects, key, said.zone, known)) {
                objects
                    .build(key, () -> Optional.of(said.called(name)), Optional::<ObjectRule>empty)
                    .ifPresent(rules::add);
              }
            });
    return rules;
  }

  private static boolean isKnown(Section objects, String key, String zone, List<String> known) {
    if (known.contains(zone)) {
      return true;
    }
    var there = known.isEmpty() ? "has none" : "has " + String.join(", ", known);
    objects.problem(
        key, "there is no zone \"%s\": the camera's motion.zones here %s".formatted(zone, there));
    return false;
  }

  /// A rule that has no name yet.
  private record Said(Set<Kind> kinds, String zone, boolean stays, Duration longer) {
    ObjectRule called(String name) {
      return new ObjectRule(name, kinds, zone, stays, longer);
    }
  }

  private static Said said(String text) {
    var words = WORDS.matcher(text.strip());
    if (!words.matches()) {
      throw new IllegalArgumentException(RULE);
    }
    try {
      var zone = Optional.ofNullable(words.group(2)).orElse("");
      var time = Optional.ofNullable(words.group(4)).orElse("0s");
      var longer = Values.duration(Duration.ZERO, DAY).parse(time);
      boolean stays = "stays".equals(words.group(3));
      return new Said(some(words.group(1)), zone, stays, longer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(RULE, e);
    }
  }

  private static Set<Kind> some(String text) {
    var kinds = EnumSet.noneOf(Kind.class);
    for (var word : text.strip().split("\\s*,\\s*", -1)) {
      kinds.add(Kind.of(word).orElseThrow(() -> new IllegalArgumentException(KINDS)));
    }
    return kinds;
  }

  private static Set<Kind> kinds(String text) {
    try {
      return text.equals("none") ? Set.of() : some(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "; or none", e);
    }
  }

  private static Map<Kind, Double> scores(String text) {
    var scores = new EnumMap<Kind, Double>(Kind.class);
    for (var one : text.strip().split("\\s*,\\s*", -1)) {
      var parts = SCORED.matcher(one);
      var kind = parts.matches() ? Kind.of(parts.group(1)) : Optional.<Kind>empty();
      if (kind.isEmpty()) {
        throw new IllegalArgumentException(SCORES);
      }
      double score = parts.group(2) == null ? STANDARD_SCORE : Double.parseDouble(parts.group(2));
      boolean right = score >= ObjectConfig.LEAST_SCORE && score <= ObjectConfig.MOST_SCORE;
      if (!right || scores.put(kind.get(), score) != null) {
        throw new IllegalArgumentException(SCORES);
      }
    }
    return scores;
  }
}
