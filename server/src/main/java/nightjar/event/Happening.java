package nightjar.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.event.Event.Box;
import nightjar.event.Event.Notice;
import nightjar.event.Event.Point;
import nightjar.event.Event.Recognised;
import nightjar.event.Event.Sample;
import nightjar.event.Event.Standing;
import nightjar.event.Event.Summary;
import nightjar.event.Event.Track;
import org.jspecify.annotations.Nullable;

/// An event while it is gathered. Any thread.
///
/// Bounded: moments are kept four times a second, after the first minute once a second, and at most
/// [#MOST_TRACKS] ways, [Sightings#MOST] objects and [#MOST_NOTICES] notices.
///
/// A model is slow: what it says of a moment within the event, or shortly after, belongs to it for
/// some seconds longer.
final class Happening {
  static final int MOST_TRACKS = 40;
  static final int MOST_NOTICES = 100;
  static final long LATE = 10_000_000_000L; // ticks after its end
  private static final long AFTER = 5_000_000_000L; // ticks: seen so long after its end
  private static final long OFTEN = 230_000_000; // ticks: four a second, of pictures that jitter
  private static final long SELDOM = 950_000_000;
  private static final long OFTEN_FOR = 60_000_000_000L;

  private final String id;
  private final String camera;
  private final Map<String, Object> settings;
  private final long start; // ticks
  private final long confirmed;
  private final long wall; // microseconds since 1970 at tick 0
  private final double noise;
  private final double gain;
  private final Set<Long> carried;
  private final Album album = new Album();
  private final Portraits portraits = new Portraits();

  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private final List<Sample> samples = new ArrayList<>();
  private final Map<Long, Way> ways = new LinkedHashMap<>();
  private final Set<String> zones = new LinkedHashSet<>();
  private final Sightings sightings = new Sightings(this::micros);
  private final List<Notice> notices = new ArrayList<>();
  private long sampled = Long.MIN_VALUE;
  private long glimpsed = Long.MIN_VALUE;
  private int changes;
  private double score;
  private double area;
  private int columns;
  private byte[] heat = new byte[0];
  private long end;
  private long endTicks;
  private @Nullable Ending ending;

  /// One thing's way so far.
  private static final class Way {
    private final long first;
    private final Box came;
    private final List<Point> path = new ArrayList<>();
    private final Set<String> zones = new LinkedHashSet<>();
    private Box box;
    private Box went;
    private long last;
    private boolean counts;

    Way(long first, Box box) {
      this.first = first;
      this.came = box;
      this.box = box;
      this.went = box;
    }

    Track track(long id) {
      return new Track(
          id, first, last, path, box, List.copyOf(zones), Sides.of(came), Sides.of(went));
    }

    /// How far it came, as the crow flies.
    double length() {
      return Math.hypot(
          went.x() + went.width() / 2 - came.x() - came.width() / 2,
          went.y() + went.height() / 2 - came.y() - came.height() / 2);
    }
  }

  /// @param by the moment that made it sure
  /// @param carried objects of the event it was cut from
  Happening(
      String id,
      String camera,
      Map<String, Object> settings,
      Course.Step.Begun begun,
      Moment by,
      Set<Long> carried) {
    this.carried = carried;
    this.id = id;
    this.camera = camera;
    this.settings = settings;
    this.start = begun.start();
    this.confirmed = begun.confirmed();
    this.wall = wall(by);
    this.noise = by.noise();
    this.gain = by.gain();
  }

  /// Microseconds since 1970 at tick 0, as a moment has it.
  static long wall(Moment moment) {
    return moment.at() - moment.ticks() / 1_000;
  }

  String id() {
    return id;
  }

  /// Ticks.
  long start() {
    return start;
  }

  Album album() {
    return album;
  }

  Portraits portraits() {
    return portraits;
  }

  /// Another number after each change of its objects, their pictures and notices.
  int changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  Set<Long> objects() {
    lock.lock();
    try {
      return sightings.ids();
    } finally {
      lock.unlock();
    }
  }

  /// Takes those that belong to it.
  ///
  /// @param ticks of this moment
  /// @return those that are new to it
  List<Long> see(List<Glimpse> now, long ticks) {
    lock.lock();
    try {
      boolean due = glimpsed == Long.MIN_VALUE || ticks - glimpsed >= step(ticks);
      glimpsed = due ? ticks : glimpsed;
      var joined = new ArrayList<Long>();
      for (var glimpse : now) {
        boolean known = sightings.has(glimpse.id());
        if ((known || sightings.hasRoom()) && belongs(glimpse, known, ticks)) {
          sightings.add(glimpse, start, ending == null ? ticks : glimpse.seen(), due);
          changes++;
          if (!known) {
            joined.add(glimpse.id());
          }
        }
      }
      return joined;
    } finally {
      lock.unlock();
    }
  }

  /// What stood there before is no part of it until it moves.
  private boolean belongs(Glimpse glimpse, boolean known, long ticks) {
    boolean lasts = ending == null;
    if (!lasts) {
      boolean late = ticks - endTicks <= LATE && glimpse.seen() - endTicks <= AFTER;
      if (!late || !sightings.isNews(glimpse)) {
        return false;
      }
    }
    boolean came = glimpse.seen() >= start && (!glimpse.still() || glimpse.first() >= start);
    return known || came || (lasts && carried.contains(glimpse.id()));
  }

  /// @return whether it has such an object
  boolean portray(long object, byte[] jpeg) {
    lock.lock();
    try {
      boolean mine = sightings.has(object);
      if (mine) {
        portraits.keep(object, sightings.score(object), jpeg);
        changes++;
      }
      return mine;
    } finally {
      lock.unlock();
    }
  }

  void notice(Notice notice) {
    lock.lock();
    try {
      if (notices.size() < MOST_NOTICES) {
        notices.add(notice);
        changes++;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more will belong to it.
  boolean isPast(long ticks) {
    lock.lock();
    try {
      return ending != null && ticks - endTicks > LATE;
    } finally {
      lock.unlock();
    }
  }

  private long micros(long ticks) {
    return Math.max(0, wall + ticks / 1_000);
  }

  void add(Moment moment, Optional<Grid> grid) {
    lock.lock();
    try {
      score = Math.max(score, moment.score());
      area = Math.max(area, moment.area());
      grid.ifPresent(this::warm);
      boolean due = sampled == Long.MIN_VALUE || moment.ticks() - sampled >= step(moment.ticks());
      long at = micros(moment.ticks());
      if (due) {
        sampled = moment.ticks();
        samples.add(
            new Sample(
                at,
                rounded(moment.score()),
                rounded(moment.area()),
                moment.guard().word(),
                moment.state().word()));
      }
      moment.blobs().forEach(blob -> follow(blob, at, due));
    } finally {
      lock.unlock();
    }
  }

  private long step(long ticks) {
    return ticks - start < OFTEN_FOR ? OFTEN : SELDOM;
  }

  private void warm(Grid grid) {
    if (grid.columns() != columns || grid.scores().length != heat.length) {
      columns = grid.columns();
      heat = new byte[grid.scores().length];
    }
    var scores = grid.scores();
    for (int i = 0; i < heat.length; i++) {
      heat[i] = (byte) Math.max(heat[i] & 0xff, scores[i] & 0xff);
    }
  }

  private void follow(Moment.Blob blob, long at, boolean due) {
    var box =
        new Box(
            rounded(blob.x()), rounded(blob.y()), rounded(blob.width()), rounded(blob.height()));
    if (!ways.containsKey(blob.id()) && ways.size() >= MOST_TRACKS) {
      return;
    }
    var way = ways.computeIfAbsent(blob.id(), _ -> new Way(micros(blob.first()), box));
    way.counts |= blob.counts();
    way.last = Math.max(at, way.first);
    way.went = box;
    way.box = box.area() > way.box.area() ? box : way.box;
    way.zones.addAll(blob.zones());
    if (way.counts) {
      zones.addAll(way.zones);
    }
    if (due || way.path.isEmpty()) {
      way.path.add(
          new Point(at, rounded(box.x() + box.width() / 2), rounded(box.y() + box.height() / 2)));
    }
  }

  /// What is smaller than that nobody sees, and it would fill the disk.
  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  void end(long ticks, Ending why) {
    lock.lock();
    try {
      end = Math.max(micros(ticks), micros(confirmed));
      endTicks = Math.max(ticks, confirmed);
      ending = why;
    } finally {
      lock.unlock();
    }
  }

  boolean hasEnded() {
    lock.lock();
    try {
      return ending != null;
    } finally {
      lock.unlock();
    }
  }

  /// As it is now.
  Event event() {
    lock.lock();
    try {
      var tracks = new ArrayList<Track>();
      ways.forEach(
          (track, way) -> {
            if (way.counts) {
              tracks.add(way.track(track));
            }
          });
      var map =
          heat.length == 0
              ? Event.Heat.NONE
              : new Event.Heat(columns, heat.length / columns, heat.clone());
      return new Event(
          summary(),
          micros(confirmed),
          settings,
          samples,
          tracks,
          sightings.now(portraits.objects()),
          map,
          noise,
          gain,
          ended());
    } finally {
      lock.unlock();
    }
  }

  Summary summary() {
    lock.lock();
    try {
      var main =
          ways.values().stream()
              .filter(way -> way.counts)
              .reduce((a, b) -> b.length() > a.length() ? b : a);
      var from = main.map(way -> Sides.of(way.came)).orElse("");
      var to = ending == null ? "" : main.map(way -> Sides.of(way.went)).orElse("");
      long last = samples.isEmpty() ? micros(confirmed) : samples.getLast().at();
      long length = (ending == null ? last : end) - micros(start);
      var entered = List.copyOf(zones);
      var recognised = sightings.now(Set.of());
      return new Summary(
          id,
          camera,
          micros(start),
          ending == null ? 0 : end,
          ending == null ? Standing.LASTING : Standing.OVER,
          rounded(score),
          rounded(area),
          entered,
          from,
          to,
          Why.sentence(length, score, entered, from, to, recognised),
          new Recognised(Why.kinds(recognised), recognised.size(), portraits.surest()),
          notices,
          album.count());
    } finally {
      lock.unlock();
    }
  }

  private String ended() {
    return ending == null ? "" : ending.words();
  }
}
