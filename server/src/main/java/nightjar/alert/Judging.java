package nightjar.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Whether somebody is told of a hit: by the house's mode, the time, the sun, and when the same was
/// told last. Thinks only.
final class Judging {
  private final ZoneId zone;
  private final Optional<Sun.Place> place;

  /// What becomes of a hit.
  enum Verdict {
    /// Its rule does not hold now.
    NOT_NOW,
    /// The same was told a short while ago.
    COOLS_DOWN,
    TELL,
    /// With others, later.
    GATHER
  }

  /// @param place of the house, where it is known
  Judging(ZoneId zone, Optional<Sun.Place> place) {
    this.zone = zone;
    this.place = place;
  }

  /// @param last when this rule was told last of this camera, in microseconds; empty before
  Verdict judge(AlertRule rule, Hit hit, HouseMode mode, Optional<Long> last) {
    var at = Instant.EPOCH.plusNanos(Math.multiplyExact(hit.at(), 1_000L));
    boolean sunIsUp = place.map(there -> Sun.isUp(at, there)).orElse(true);
    if (!rule.holds(mode, at.atZone(zone), sunIsUp)) {
      return Verdict.NOT_NOW;
    }
    if (cools(rule, hit, last)) {
      return Verdict.COOLS_DOWN;
    }
    return rule.digest().isZero() ? Verdict.TELL : Verdict.GATHER;
  }

  /// A clock that was set back must not silence a rule for longer.
  private static boolean cools(AlertRule rule, Hit hit, Optional<Long> last) {
    long coolDown = rule.coolDown().toNanos() / 1_000;
    return last.isPresent() && hit.at() >= last.get() && hit.at() - last.get() < coolDown;
  }
}
