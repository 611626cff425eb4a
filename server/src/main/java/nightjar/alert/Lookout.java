package nightjar.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// What rules say of one camera's moments: motion in zones, and lines that are crossed. How long an
/// object is there, who recognises it counts. Any thread; waits for nobody.
public final class Lookout {
  private final String camera;
  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private List<AlertRule> motions = List.of();
  private List<Guarded> lines = List.of();
  private final Set<String> told = new HashSet<>(); // rules, of this event
  private final Map<String, Integer> crossed = new HashMap<>(); // times in this event, by rule
  private String event = "";
  private volatile boolean isIdle = true;

  /// Something that moves.
  ///
  /// @param kind word of an object; empty when it is not known
  /// @param left in parts of the picture, as the next three
  /// @param counts it is sure to be motion
  public record Mover(
      long id,
      String kind,
      double left,
      double top,
      double width,
      double height,
      boolean counts,
      List<String> zones) {
    public Mover {
      zones = List.copyOf(zones);
    }

    /// Where it stands.
    Crossing.Spot feet() {
      return new Crossing.Spot(left + width / 2, top + height * 0.9);
    }
  }

  private record Guarded(AlertRule rule, What.Line what, Crossing crossing) {}

  public Lookout(String camera) {
    this.camera = camera;
  }

  /// From now on. A crossing that is under way is forgotten.
  public void use(List<AlertRule> rules) {
    lock.lock();
    try {
      var mine = rules.stream().filter(rule -> rule.on() && rule.covers(camera)).toList();
      motions = mine.stream().filter(rule -> rule.what() instanceof What.Motion).toList();
      var guarded = new ArrayList<Guarded>();
      for (var rule : mine) {
        if (rule.what() instanceof What.Line line) {
          guarded.add(new Guarded(rule, line, new Crossing(line.line())));
        }
      }
      lines = List.copyOf(guarded);
      isIdle = motions.isEmpty() && lines.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Nothing would come of telling it anything.
  public boolean isIdle() {
    return isIdle;
  }

  /// What moves in one picture.
  ///
  /// @param lasting id of the event that lasts; empty while none does
  /// @param at microseconds since 1970
  public List<Hit> moment(String lasting, List<Mover> movers, long ticks, long at) {
    if (isIdle || (lasting.isEmpty() && movers.isEmpty())) {
      return List.of();
    }
    lock.lock();
    try {
      begin(lasting);
      var hits = new ArrayList<Hit>();
      if (!lasting.isEmpty()) {
        motions.forEach(rule -> motion(rule, movers, at, hits));
      }
      for (var guarded : lines) {
        if (guarded.what.kinds().isEmpty()) {
          cross(guarded, movers.stream().filter(Mover::counts).toList(), ticks, at, hits);
        }
      }
      return hits;
    } finally {
      lock.unlock();
    }
  }

  /// What is recognised in one picture.
  public List<Hit> objects(String lasting, List<Mover> objects, long ticks, long at) {
    if (isIdle || objects.isEmpty()) {
      return List.of();
    }
    lock.lock();
    try {
      begin(lasting);
      var hits = new ArrayList<Hit>();
      for (var guarded : lines) {
        var wanted = objects.stream().filter(o -> guarded.what.kinds().contains(o.kind)).toList();
        cross(guarded, wanted, ticks, at, hits);
      }
      return hits;
    } finally {
      lock.unlock();
    }
  }

  private void begin(String lasting) {
    if (!lasting.isEmpty() && !lasting.equals(event)) {
      event = lasting;
      told.clear();
      crossed.clear();
    }
  }

  private void motion(AlertRule rule, List<Mover> movers, long at, List<Hit> hits) {
    var zone = ((What.Motion) rule.what()).zone();
    boolean there =
        zone.isEmpty() || movers.stream().anyMatch(m -> m.counts && m.zones.contains(zone));
    if (there && told.add(rule.name())) {
      hits.add(Hits.motion(rule, camera, zone, event, at));
    }
  }

  private void cross(Guarded guarded, List<Mover> movers, long ticks, long at, List<Hit> hits) {
    for (var mover : movers) {
      var side = guarded.crossing.step(mover.id, mover.feet(), ticks);
      if (side.isPresent() && guarded.what.way().includes(side.get())) {
        int times = crossed.merge(guarded.rule.name(), 1, Integer::sum);
        hits.add(Hits.line(guarded.rule, camera, mover.kind, side.get(), event, times, at));
      }
    }
  }
}
