package nightjar.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What rules say of how cameras and box are, as they are looked at again and again. For one
/// thread.
///
/// A trouble is told once, and again only after it was over.
public final class Conditions {
  public static final Duration LOGINS_WITHIN = Duration.ofMinutes(10);

  private final Map<String, Long> since = new HashMap<>(); // ticks of what is bad, by its name
  private final Set<String> told = new HashSet<>();

  /// @param at microseconds since 1970
  List<Hit> next(Troubles now, List<AlertRule> rules, long ticks, long at) {
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
                          && isNews(rule, camera, longer.toNanos(), ticks, bad)) {
                        hits.add(silence(rule, camera, why, at));
                      }
                    });
        case What.DiskTrouble _ -> {
          if (!now.disk().isEmpty() && isNews(rule, "", 0, ticks, bad)) {
            hits.add(box(rule, Alert.Kind.DISK, "Nothing can be kept", now.disk(), at));
          }
        }
        case What.Heat _ -> {
          if (!now.heat().isEmpty() && isNews(rule, "", 0, ticks, bad)) {
            hits.add(box(rule, Alert.Kind.HEAT, "The box is hot", now.heat(), at));
          }
        }
        case What.FailedLogins(int count) -> {
          if (now.logins() >= count && isNews(rule, "", 0, ticks, bad)) {
            var text = "%d logins failed within ten minutes.".formatted(now.logins());
            hits.add(box(rule, Alert.Kind.LOGINS, "Failed logins", text, at));
          }
        }
        case What.Motion _, What.Thing _, What.Line _ -> {}
      }
    }
    since.keySet().retainAll(bad);
    told.retainAll(bad);
    return hits;
  }

  private boolean isNews(AlertRule rule, String of, long longer, long ticks, Set<String> bad) {
    var name = rule.name() + "/" + of;
    bad.add(name);
    long began = since.computeIfAbsent(name, _ -> ticks);
    return ticks - began >= longer && told.add(name);
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
