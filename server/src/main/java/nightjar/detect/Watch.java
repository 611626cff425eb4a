package nightjar.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one camera's moving things are: whom to ask about, and which object an answer is about.
///
///     movers ─▶ trails ─▶ the one least asked about ─▶ ask ─▶ answer ─▶ things ─▶ those with a name
///
/// One question at a time is out; its answer may come late, and is then about where things were. Not
/// safe for threads. Times are ticks that are handed in.
public final class Watch {
  private static final int MOST_TRAILS = 64;
  private static final int MOST_THINGS = 48;
  private static final int MOST_PARKED = 16;
  private static final int USUAL_SIZE = 300;
  private static final long LONGEST_OUT = 10_000_000_000L;
  private static final double SHOWN = 0.8; // of a thing, for it to have been asked about
  private static final double SAME_KIND = 0.25; // intersection over union
  private static final double OTHER_KIND = 0.5;
  private static final double MOVES = 0.6; // of a thing, for it to be what moves
  private static final double STIRS = 0.4; // the same, when nothing else explains the motion
  private static final double RIDES = 0.25; // of a thing, for it to be carried along
  private static final double PORTRAIT_ROOM = 0.2;

  private Sifting sifting;
  private ObjectConfig config;
  private int size = USUAL_SIZE;
  private final Map<Long, Trail> trails = new HashMap<>();
  private final List<Thing> things = new ArrayList<>();
  private @Nullable Out out;
  private long asked;
  private long made;
  private long now;

  /// Where something was when a question was asked.
  private record Then<T>(T what, Box box) {}

  /// @param steady its outline without flicker
  private record Moved(Trail what, Box box, Box steady) {}

  /// The question that is out.
  ///
  /// @param shown the part of the picture
  private record Out(Ask ask, Box shown, List<Moved> trails, List<Then<Thing>> things) {}

  public Watch(ObjectConfig config, Places places) {
    this.config = config;
    this.sifting = new Sifting(config, places);
  }

  public void use(ObjectConfig next, Places places) {
    config = next;
    sifting = new Sifting(next, places);
    things.removeIf(thing -> thing.kind() != null && !next.kinds().containsKey(thing.kind()));
    if (!next.on()) {
      forget();
    }
  }

  /// @param samples across and down that the model is shown
  public void size(int samples) {
    size = Math.max(2, samples);
  }

  /// Everything: the pictures are of another scene now.
  public void forget() {
    trails.clear();
    things.clear();
    out = null;
  }

  /// What motion follows in one more picture.
  public void moved(List<Mover> movers, long ticks) {
    now = Math.max(now, ticks);
    if (!config.on() || (movers.isEmpty() && trails.isEmpty() && things.isEmpty())) {
      return;
    }
    for (var mover : movers) {
      follow(mover);
    }
    trails.values().removeIf(trail -> trail.seen() != now);
    for (var thing : things) {
      carry(thing);
    }
    things.removeIf(thing -> thing.isOver(now));
    boundParked();
  }

  private void follow(Mover mover) {
    var box = mover.box().isSane() ? mover.box().clipped() : mover.box();
    if (!box.isSane()) {
      return;
    }
    var trail = trails.get(mover.id());
    if (trail != null) {
      trail.moved(mover, box, now);
    } else if (trails.size() < MOST_TRAILS) {
      trails.put(mover.id(), new Trail(mover, box, now));
    }
  }

  private void carry(Thing thing) {
    var trail = thing.trail();
    if (trail != null && trail.seen() != now) {
      thing.lost();
    } else if (trail != null) {
      thing.moved(now);
    }
    if (thing.parked()) {
      trails.values().forEach(by -> thing.covered(by.box(), now));
    } else if (thing.trail() == null || thing.trail().jumped()) {
      under(thing.box()).ifPresent(thing::follow);
    }
  }

  /// What moves at this place: of those that cover most of it, the one that is most like it.
  private Optional<Trail> under(Box box) {
    return trails.values().stream()
        .filter(trail -> box.within(trail.box()) >= MOVES)
        .max(Comparator.comparingDouble(trail -> box.iou(trail.box())));
  }

  private void boundParked() {
    long parked = things.stream().filter(Thing::parked).count();
    while (parked-- > MOST_PARKED) {
      things.stream()
          .filter(Thing::parked)
          .min(Comparator.comparingLong(Thing::seen))
          .ifPresent(things::remove);
    }
  }

  /// What to ask a model now, if anything. It counts as asked until it is answered or given up.
  ///
  /// @param width of the picture that was looked at last
  public Optional<Ask> wanted(int width, int height, long ticks) {
    now = Math.max(now, ticks);
    if (!config.on() || config.kinds().isEmpty() || trails.isEmpty() || waits()) {
      return Optional.empty();
    }
    var due = due();
    if (due.isEmpty() || width < 2 || height < 2) {
      return Optional.empty();
    }
    var crop = Framing.around(due, width, height, size);
    return Optional.of(ask(crop, Framing.part(crop, width, height)));
  }

  private boolean waits() {
    return out != null && now - out.ask.ticks() < LONGEST_OUT;
  }

  private record Due(Trail trail, double urgency) {}

  private static final Comparator<Due> URGENCY =
      Comparator.comparingDouble(Due::urgency).thenComparingLong(due -> due.trail.id()).reversed();

  /// What to show, the most urgent first; of what was never asked about the newest.
  private List<Box> due() {
    return trails.values().stream()
        .map(trail -> new Due(trail, urgency(trail)))
        .filter(due -> due.urgency >= 1)
        .sorted(URGENCY)
        .map(due -> whole(due.trail))
        .toList();
  }

  private double urgency(Trail trail) {
    boolean known = false;
    boolean sure = true;
    for (var thing : things) {
      if (thing.trail() == trail) {
        known |= thing.kind() != null;
        sure &= thing.sure();
      }
    }
    return trail.due(known, sure, now);
  }

  /// What moves may be only an arm of what is there.
  private Box whole(Trail trail) {
    var box = trail.box();
    for (var thing : things) {
      if (thing.trail() == trail) {
        box = box.joined(thing.box());
      }
    }
    return box;
  }

  private Ask ask(Crop crop, Box shown) {
    var ask = new Ask(++asked, crop, now, sifting.least());
    var there = new ArrayList<Moved>();
    for (var trail : trails.values()) {
      there.add(new Moved(trail, trail.box(), trail.steady()));
    }
    var known = new ArrayList<Then<Thing>>();
    for (var thing : things) {
      known.add(new Then<>(thing, thing.box()));
    }
    out = new Out(ask, shown, there, known);
    return ask;
  }

  /// The ask came to nothing: as if it had never been.
  public void unanswered(Ask ask) {
    if (out != null && out.ask.number() == ask.number()) {
      out = null;
    }
  }

  /// What a model saw. An answer to anything but the last ask is passed over.
  ///
  /// @return of which objects that picture is the best so far
  public List<Sitting> answer(Ask ask, List<Found> found) {
    var open = out;
    if (open == null || open.ask.number() != ask.number()) {
      return List.of();
    }
    out = null;
    var sifted = sifting.sift(found, open.shown, things);
    var sittings = new ArrayList<Sitting>();
    var matched = new ArrayList<Thing>();
    var news = new ArrayList<Found>();
    for (var one : sifted) {
      var thing = match(open, one, matched);
      boolean named = thing != null && thing.kind() != null;
      if (thing != null && (named || moves(open, one, sifted))) {
        matched.add(thing);
        again(open, thing, one).ifPresent(sittings::add);
      } else if (thing == null && moves(open, one, sifted)) {
        news.add(one);
      }
    }
    for (var one : news) {
      begin(open, one).ifPresent(matched::add);
    }
    for (var thing : open.things) {
      if (!matched.contains(thing.what) && thing.box.within(open.shown) >= SHOWN) {
        thing.what.missed();
      }
    }
    for (var trail : open.trails) {
      if (trail.box.within(open.shown) >= SHOWN) {
        trail.what.asked(isKnown(trail.what), ask.ticks());
      }
    }
    suppress(matched);
    things.removeIf(thing -> thing.isOver(now));
    return sittings;
  }

  private boolean isKnown(Trail trail) {
    return things.stream().anyMatch(thing -> thing.trail() == trail && thing.kind() != null);
  }

  /// Which this is, of those that are not matched yet: null if none.
  private @Nullable Thing match(Out open, Found one, List<Thing> matched) {
    Thing best = null;
    double most = 0;
    for (var thing : open.things) {
      boolean free = !matched.contains(thing.what) && things.contains(thing.what);
      double likeness = free ? likeness(open, thing, one) : 0;
      if (likeness > most) {
        most = likeness;
        best = thing.what;
      }
    }
    return best;
  }

  /// 0 when they cannot be the same; the same kind at the same place is more than anything else.
  private double likeness(Out open, Then<Thing> thing, Found one) {
    double iou = thing.box.iou(one.box());
    boolean sameKind = thing.what.votes(one.kind()) > 0 || thing.what.kind() == one.kind();
    if (sameKind && iou >= SAME_KIND) {
      return 2 + iou;
    }
    if (sameKind && isNear(thing.box, one.box()) && isOn(open, one.box(), thing.what.trail())) {
      return 1 + iou;
    }
    boolean rival = thing.what.kind() == null || !Sifting.goTogether(thing.what.kind(), one.kind());
    return rival && iou >= OTHER_KIND ? iou : 0;
  }

  private static boolean isNear(Box one, Box other) {
    double apart =
        Math.max(
            Math.abs(one.middleX() - other.middleX()) / Math.max(one.width(), other.width()),
            Math.abs(one.middleY() - other.middleY()) / Math.max(one.height(), other.height()));
    return apart < 1;
  }

  private static boolean isOn(Out open, Box box, @Nullable Trail trail) {
    var on = on(open, box);
    return on != null && on.what == trail;
  }

  /// What moved where this was seen, and is most like it.
  private static @Nullable Moved on(Out open, Box box) {
    Moved best = null;
    double most = 0;
    for (var trail : open.trails) {
      double like = box.within(trail.box) >= RIDES ? box.iou(trail.box) : 0;
      if (trail.what.counted() && like > most) {
        most = like;
        best = trail;
      }
    }
    return best;
  }

  private Optional<Sitting> again(Out open, Thing thing, Found found) {
    seen(open, thing, found);
    double worth = worth(found);
    return thing.kind() == found.kind() && thing.sat(worth)
        ? Optional.of(new Sitting(thing.id(), found.box().padded(PORTRAIT_ROOM), worth))
        : Optional.empty();
  }

  private void seen(Out open, Thing thing, Found found) {
    double needed = sifting.needed(found.kind());
    long ticks = open.ask.ticks();
    var on = on(open, found.box());
    if (on != null && trails.get(on.what.id()) == on.what) {
      thing.seen(found, needed, on.what, on.steady, ticks);
    } else {
      thing.seen(found, needed, null, found.box(), ticks);
    }
  }

  /// Large and sure.
  private static double worth(Found found) {
    return found.score() * Math.sqrt(found.box().area());
  }

  private Optional<Thing> begin(Out open, Found one) {
    if (things.size() >= MOST_THINGS) {
      return Optional.empty();
    }
    var thing = new Thing(++made, one.box(), open.ask.ticks());
    seen(open, thing, one);
    things.add(thing);
    return Optional.of(thing);
  }

  /// Whether it is what moves, and not only behind it or round it.
  private static boolean moves(Out open, Found one, List<Found> others) {
    double moving = 0;
    for (var trail : open.trails) {
      moving += trail.what.counted() ? one.box().within(trail.box) : 0;
    }
    var on = on(open, one.box());
    return on != null
        && (moving >= MOVES || (moving >= STIRS && !isExplained(on.box, one, others)));
  }

  private static boolean isExplained(Box motion, Found one, List<Found> others) {
    double like = motion.iou(one.box());
    return others.stream().anyMatch(other -> motion.iou(other.box()) > like);
  }

  /// Of two that have become the same only the older stays, unless both were seen just now.
  private void suppress(List<Thing> seen) {
    for (int i = things.size() - 1; i > 0; i--) {
      var younger = things.get(i);
      for (int j = 0; j < i && !seen.contains(younger); j++) {
        var older = things.get(j);
        if (younger.kind() == older.kind() && Sifting.isSame(older.box(), younger.box())) {
          things.remove(i);
          break;
        }
      }
    }
  }

  /// How many are sure to be there.
  int count() {
    int count = 0;
    for (int i = 0; i < things.size(); i++) { // an iterator would be an object a picture
      count += isThere(things.get(i)) ? 1 : 0;
    }
    return count;
  }

  private boolean isThere(Thing thing) {
    var kind = thing.kind();
    return kind != null && sifting.allowed(kind, thing.box());
  }

  /// Those that are sure to be there.
  public List<Tracked> objects() {
    if (things.isEmpty()) {
      return List.of();
    }
    var tracked = new ArrayList<Tracked>();
    for (var thing : things) {
      var kind = thing.kind();
      if (kind != null && isThere(thing)) {
        tracked.add(
            new Tracked(
                thing.id(),
                kind,
                thing.score(),
                thing.first(),
                thing.seen(),
                thing.box(),
                thing.still(),
                sifting.at(thing.box())));
      }
    }
    return List.copyOf(tracked);
  }
}
