package nightjar.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import nightjar.event.Event.Box;
import nightjar.event.Event.Sighting;
import nightjar.event.Event.Spot;

/// An event's objects while they are gathered. Guarded by its owner.
///
/// Bounded: at most [#MOST] objects, and of each a place when one is due and it is another.
final class Sightings {
  static final int MOST = 40;

  private final LongUnaryOperator micros; // since 1970, of ticks
  private final Map<Long, One> all = new LinkedHashMap<>();

  /// One object so far.
  private static final class One {
    private final long first;
    private final List<Spot> path = new ArrayList<>();
    private final Set<String> zones = new LinkedHashSet<>();
    private String kind = "";
    private double score = -1;
    private long seen = Long.MIN_VALUE; // ticks
    private long last;
    private Box best;

    One(long first, Box box) {
      this.first = first;
      this.last = first;
      this.best = box;
    }

    Sighting sighting(long id, boolean picture) {
      return new Sighting(
          id, kind, Happening.rounded(score), first, last, best, path, List.copyOf(zones), picture);
    }
  }

  Sightings(LongUnaryOperator micros) {
    this.micros = micros;
  }

  boolean has(long id) {
    return all.containsKey(id);
  }

  boolean hasRoom() {
    return all.size() < MOST;
  }

  Set<Long> ids() {
    return Set.copyOf(all.keySet());
  }

  /// Whether this was recognised after what is known of it.
  boolean isNews(Glimpse glimpse) {
    var one = all.get(glimpse.id());
    return one == null || glimpse.seen() > one.seen;
  }

  /// @param since nothing is earlier
  /// @param ticks of its box
  /// @param due a place of what was there before
  void add(Glimpse glimpse, long since, long ticks, boolean due) {
    var given = glimpse.box();
    var box =
        new Box(
            Happening.rounded(given.x()),
            Happening.rounded(given.y()),
            Happening.rounded(given.width()),
            Happening.rounded(given.height()));
    long first = micros.applyAsLong(Math.max(since, glimpse.first()));
    var one = all.computeIfAbsent(glimpse.id(), _ -> new One(first, box));
    one.kind = glimpse.kind();
    one.zones.addAll(glimpse.zones());
    one.seen = Math.max(one.seen, glimpse.seen());
    long at = micros.applyAsLong(ticks);
    one.last = Math.max(one.last, glimpse.still() ? micros.applyAsLong(glimpse.seen()) : at);
    if (glimpse.score() > one.score) {
      one.score = glimpse.score();
      one.best = box;
    }
    var path = one.path;
    if (path.isEmpty() || (due && at > path.getLast().at() && !box.equals(path.getLast().box()))) {
      path.add(new Spot(at, box));
    }
  }

  double score(long id) {
    var one = all.get(id);
    return one == null ? 0 : one.score;
  }

  /// @param pictured objects that have a picture
  List<Sighting> now(Set<Long> pictured) {
    var now = new ArrayList<Sighting>();
    all.forEach((id, one) -> now.add(one.sighting(id, pictured.contains(id))));
    return now;
  }
}
