package nightjar.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which rules come true, each once for an object: told what there is, it answers what is new.
///
/// Bounded by the objects it is told of.
final class Rules {
  /// Somebody at a zone's edge goes in and out by what a box trembles.
  static final long GRACE = 2_000_000_000L; // ticks

  private final Map<Key, Spell> spells = new HashMap<>();
  private List<ObjectRule> rules = List.of();

  private record Key(int rule, long object) {}

  /// A time during which a rule's terms are met.
  private static final class Spell {
    private final long since;
    private long last;
    private boolean told;

    Spell(long since) {
      this.since = since;
      this.last = since;
    }
  }

  /// From now on. What was met so far counts for nothing when they change.
  void use(List<ObjectRule> next) {
    if (!rules.equals(next)) {
      rules = next;
      spells.clear();
    }
  }

  boolean any() {
    return !rules.isEmpty();
  }

  /// @param ticks never less than before
  List<Notice> next(List<Tracked> objects, long ticks) {
    if (rules.isEmpty() || (objects.isEmpty() && spells.isEmpty())) {
      return List.of();
    }
    var met = new HashSet<Key>();
    var notices = new ArrayList<Notice>();
    for (var object : objects) {
      for (int rule = 0; rule < rules.size(); rule++) {
        if (isMet(rules.get(rule), object)) {
          var key = new Key(rule, object.id());
          met.add(key);
          meet(key, object, ticks, notices);
        }
      }
    }
    forget(met, ticks);
    return List.copyOf(notices);
  }

  private static boolean isMet(ObjectRule rule, Tracked object) {
    return rule.kinds().contains(object.kind())
        && (rule.zone().isEmpty() || object.zones().contains(rule.zone()))
        && (!rule.stays() || object.still());
  }

  private void meet(Key key, Tracked object, long ticks, List<Notice> notices) {
    var spell = spells.computeIfAbsent(key, _ -> new Spell(ticks));
    spell.last = ticks;
    var rule = rules.get(key.rule);
    if (!spell.told && ticks - spell.since >= rule.longer().toNanos()) {
      spell.told = true;
      notices.add(
          new Notice(
              rule.name(),
              key.object,
              object.kind(),
              object.zones(),
              ticks,
              words(rule, object.kind())));
    }
  }

  private void forget(Set<Key> met, long ticks) {
    Iterator<Map.Entry<Key, Spell>> all = spells.entrySet().iterator();
    while (all.hasNext()) {
      var one = all.next();
      if (!met.contains(one.getKey()) && ticks - one.getValue().last > GRACE) {
        all.remove();
      }
    }
  }

  static String words(ObjectRule rule, Kind kind) {
    long seconds = rule.longer().toSeconds();
    var where = rule.zone().isEmpty() ? "here" : "in " + rule.zone();
    var who = (kind == Kind.ANIMAL ? "An " : "A ") + kind.word();
    if (seconds == 0) {
      return "%s is %s".formatted(who, where);
    }
    return "%s has %s %s for %s"
        .formatted(who, rule.stays() ? "stood" : "been", where, length(seconds));
  }

  private static String length(long seconds) {
    if (seconds % 3600 == 0) {
      return seconds / 3600 + " h";
    }
    return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
