package nightjar.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// What rules say of how cameras and box are, as they are looked at again and again. For one
/// thread.
///
/// A trouble is told once, and again only after it was over. One that comes while its rule is not
/// to be told lasts until it is: then it is news.
public final class Conditions {
  public static final Duration LOGINS_WITHIN = Duration.ofMinutes(10);

  private final Map<String, Long> since = new HashMap<>(); // ticks of what is bad, by its name
  private final Set<String> told = new HashSet<>();

  /// @param at microseconds since 1970
  /// @param isTold whether somebody would be told of a hit of that rule now
  List<Hit> next(
      Troubles now,
      List<AlertRule> rules,
      long ticks,
      long at,
      BiPredicate<AlertRule, Hit> isTold) {
    var bad = new HashSet<String>();
    var hits = new ArrayList<Hit>();
    for (var rule : rules) {
      if (!rule.on()) {
        continue;
      }
      switch (rule.what()) {
        case What.NoPicture(var longer) ->
            now.silent()
                .forEach(
                    (camera, why) -> {
                      if (rule.covers(camera)
                          && hasLasted(rule, camera, longer.toNanos(), ticks, bad)) {
                        tell(rule, camera, silence(rule, camera, why, at), isTold, hits);
                      }
                    });
        case What.DiskTrouble _ -> {
          if (!now.disk().isEmpty() && hasLasted(rule, "", 0, ticks, bad)) {
            var hit = box(rule, Alert.Kind.DISK, "Nothing can be kept", now.disk(), at);
            tell(rule, "", hit, isTold, hits);
          }
        }
        case What.Heat _ -> {
          if (!now.heat().isEmpty() && hasLasted(rule, "", 0, ticks, bad)) {
            var hit = box(rule, Alert.Kind.HEAT, "The box is hot", now.heat(), at);
            tell(rule, "", hit, isTold, hits);
          }
        }
        case What.FailedLogins(int count) -> {
          if (now.logins() >= count && hasLasted(rule, "", 0, ticks, bad)) {
            var text = "%d logins failed within ten minutes.".formatted(now.logins());
            tell(rule, "", box(rule, Alert.Kind.LOGINS, "Failed logins", text, at), isTold, hits);
          }
        }
        case What.Motion _, What.Thing _, What.Line _ -> {}
      }
    }
    since.keySet().retainAll(bad);
    told.retainAll(bad);
    return hits;
  }

  private boolean hasLasted(AlertRule rule, String of, long longer, long ticks, Set<String> bad) {
    var name = name(rule, of);
    bad.add(name);
    long began = since.computeIfAbsent(name, _ -> ticks);
    return ticks - began >= longer;
  }

  private void tell(
      AlertRule rule, String of, Hit hit, BiPredicate<AlertRule, Hit> isTold, List<Hit> hits) {
    var name = name(rule, of);
    if (!told.contains(name) && isTold.test(rule, hit)) {
      told.add(name);
      hits.add(hit);
    }
  }

  private static String name(AlertRule rule, String of) {
    return rule.name() + "/" + of;
  }

  private static Hit silence(AlertRule rule, String camera, String why, long at) {
    var text = "%s gives no picture%s.".formatted(camera, why.isEmpty() ? "" : ": " + why);
    return Hits.trouble(rule, Alert.Kind.CAMERA, camera, camera + " gives no picture", text, at);
  }

  private static Hit box(AlertRule rule, Alert.Kind kind, String title, String text, long at) {
    var sentence = text.endsWith(".") ? text : text + ".";
    return Hits.trouble(rule, kind, "", title, Hits.capital(sentence), at);
  }
}
