package nightjar.event;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.event.Event.Notice;
import org.jspecify.annotations.Nullable;

/// One camera's events while they happen: fed by the thread that looks at its pictures, emptied by
/// the one that writes.
///
/// Neither waits for the other: what is between them is in memory and bounded, and what no longer
/// fits while the disk takes nothing is forgotten, oldest first.
public final class Recorder {
  static final int MOST_WAITING = 64; // events
  private static final System.Logger log = System.getLogger(Recorder.class.getName());
  private static final int MOST_OBJECTS = 256; // whose event is remembered
  private static final int MOST_PORTRAITS = 8;
  private static final long EARLIER = 3_000_000_000L; // ticks: what came just before is told too

  private final String camera;
  private final EventConfig config;
  private final Photographer photographer;
  private final Episodes episodes;
  private final Runnable wake;

  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private final Deque<EventBook.Entry> entries = new ArrayDeque<>(); // not wholly written, in order
  private final Deque<Moment> recent = new ArrayDeque<>();
  private Map<String, Object> settings = Map.of();
  private Course course = Course.before();
  private EventBook.@Nullable Entry current;
  private EventBook.@Nullable Entry previous; // what is late may belong to it
  private List<Glimpse> glimpses = List.of(); // newest
  private final Map<Long, String> events = new Newest<>(MOST_OBJECTS); // by object
  private final Map<Long, byte[]> portraits = new Newest<>(MOST_PORTRAITS); // by object
  private final Deque<Late> late = new ArrayDeque<>();
  private long wall; // microseconds since 1970 at tick 0
  private long lastStart; // microseconds since 1970
  private long forgotten;
  private volatile Witness witness = Witness.NONE;

  /// A notice of an event that is on the disk.
  record Late(String event, Notice notice) {}

  /// Keeps what was put last.
  private static final class Newest<V> extends LinkedHashMap<Long, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    Newest(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
      return size() > most;
    }
  }

  /// @param wake there is something to write
  Recorder(
      String camera,
      EventConfig config,
      Photographer photographer,
      Episodes episodes,
      Runnable wake) {
    this.camera = camera;
    this.config = config;
    this.photographer = photographer;
    this.episodes = episodes;
    this.wake = wake;
  }

  /// Whom to tell of events from now on.
  public void tell(Witness next) {
    witness = next;
  }

  /// One picture was looked at. Keeps nothing of the grid's arrays.
  public void look(Moment moment, Grid grid) {
    episodes.add(moment, grid);
    var lasting = next(moment, grid);
    if (lasting != null && moment.state() == Moment.State.MOVING) {
      lasting.album().look(moment.ticks(), moment.score(), photographer);
    }
  }

  private @Nullable Happening next(Moment moment, Grid grid) {
    lock.lock();
    try {
      var next = course.next(moment, config);
      course = next.course();
      wall = Happening.wall(moment);
      take(next.steps(), moment);
      remember(moment);
      if (current == null) {
        return null;
      }
      current.happening.add(moment, Optional.of(grid));
      return current.happening;
    } finally {
      lock.unlock();
    }
  }

  private void remember(Moment moment) {
    recent.addLast(moment);
    while (moment.ticks() - recent.getFirst().ticks() > EARLIER || recent.size() > 100) {
      recent.removeFirst();
    }
  }

  private void take(List<Course.Step> steps, @Nullable Moment by) {
    for (var step : steps) {
      switch (step) {
        case Course.Step.Begun begun -> begin(begun, by);
        case Course.Step.Ended(long end, var why) -> end(end, why);
      }
    }
    if (!steps.isEmpty()) {
      wake.run();
    }
  }

  private void begin(Course.Step.Begun begun, @Nullable Moment by) {
    if (by == null) {
      throw new IllegalStateException("nothing begins but by a moment");
    }
    long start = Math.max(0, Happening.wall(by) + begun.start() / 1_000);
    if (start == lastStart) { // the clock was set back: names must differ
      start++;
    }
    lastStart = start;
    var cut = begun.goesOn() && previous != null ? previous.happening.objects() : Set.<Long>of();
    var id = new EventId(camera, start).text();
    var happening = new Happening(id, camera, settings, begun, by, cut);
    for (var moment : begun.goesOn() ? List.<Moment>of() : recent) {
      if (moment.ticks() >= begun.start()) {
        happening.add(moment, Optional.empty());
      }
    }
    current = new EventBook.Entry(happening);
    witness.begun(happening.id(), begun.start());
    enqueue(current);
    see(current, by.ticks());
  }

  private void enqueue(EventBook.Entry entry) {
    if (!entries.contains(entry)) {
      entries.addLast(entry);
    }
    if (entries.size() > MOST_WAITING) {
      entries.removeFirst();
      forgotten++;
      log.log(WARNING, "{0}: an event is forgotten, for none can be written down", camera);
    }
  }

  private void end(long ticks, Ending why) {
    if (current != null) {
      var happening = current.happening;
      happening.end(ticks, why);
      witness.ended(happening.id(), happening.start(), ticks);
      previous = current;
      current = null;
    }
  }

  /// What is recognised now; call after each change, and while something is for each moment.
  ///
  /// @param ticks of this moment
  public void objects(List<Glimpse> now, long ticks) {
    lock.lock();
    try {
      glimpses = List.copyOf(now);
      if (previous != null) {
        see(previous, ticks);
      }
      if (current != null) {
        see(current, ticks);
      }
    } finally {
      lock.unlock();
    }
  }

  private void see(EventBook.Entry entry, long ticks) {
    int before = entry.happening.changes();
    for (long object : entry.happening.see(glimpses, ticks)) {
      events.remove(object); // its place in the order
      events.put(object, entry.happening.id());
      var portrait = portraits.get(object);
      if (portrait != null) {
        entry.happening.portray(object, portrait);
      }
    }
    if (entry.happening.changes() != before) {
      enqueue(entry);
    }
  }

  /// A better picture of an object than any before.
  public void portrait(long object, byte[] jpeg) {
    if (!Portraits.isOne(jpeg)) {
      return;
    }
    lock.lock();
    try {
      portraits.remove(object); // its place in the order
      portraits.put(object, jpeg);
      for (var entry : lasting(current, previous)) {
        if (entry.happening.portray(object, jpeg)) {
          enqueue(entry);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static List<EventBook.Entry> lasting(EventBook.@Nullable Entry... entries) {
    var there = new ArrayList<EventBook.Entry>();
    for (var entry : entries) {
      if (entry != null) {
        there.add(entry);
      }
    }
    return there;
  }

  /// Somebody's rule says something of an object: it belongs to the newest event that had it, also
  /// long after that.
  ///
  /// @param words for people
  public void noticed(String rule, long object, long ticks, String words) {
    lock.lock();
    try {
      var notice = new Notice(rule, Math.max(0, wall + ticks / 1_000), object, words);
      var event = events.get(object);
      for (var entry : lasting(current, previous)) {
        if (event == null || entry.happening.id().equals(event)) {
          entry.happening.notice(notice);
          enqueue(entry);
          return;
        }
      }
      if (event == null) {
        log.log(DEBUG, "{0}: {1}, and it is of no event", camera, words);
        return;
      }
      late.addLast(new Late(event, notice));
      while (late.size() > MOST_WAITING) {
        late.removeFirst();
      }
    } finally {
      lock.unlock();
      wake.run();
    }
  }

  /// What is found from now on is found with these; an event that lasts ends.
  ///
  /// @param inForce of motion, as JSON says them
  public void settings(Map<String, Object> inForce) {
    stop(Ending.CHANGED);
    lock.lock();
    try {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(inForce)); // in its order
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more is to be seen, for now.
  public void stop(Ending why) {
    lock.lock();
    try {
      var next = course.stop(why);
      course = next.course();
      take(next.steps(), null);
      recent.clear();
      glimpses = List.of();
    } finally {
      lock.unlock();
    }
    episodes.interrupt();
  }

  /// Ends an event that no picture comes for.
  void silence(long ticks) {
    lock.lock();
    try {
      var next = course.silence(ticks, config);
      course = next.course();
      take(next.steps(), null);
      if (previous != null && previous.happening.isPast(ticks)) {
        previous = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ticks at which what happens now began; empty while nothing does.
  public OptionalLong lasting() {
    lock.lock();
    try {
      return course instanceof Course.Lasting l ? OptionalLong.of(l.start()) : OptionalLong.empty();
    } finally {
      lock.unlock();
    }
  }

  /// The event that lasts; empty while none does.
  public Optional<String> happening() {
    lock.lock();
    try {
      return current == null ? Optional.empty() : Optional.of(current.happening.id());
    } finally {
      lock.unlock();
    }
  }

  /// The newest event that had an object.
  public Optional<String> eventOf(long object) {
    lock.lock();
    try {
      return Optional.ofNullable(events.get(object));
    } finally {
      lock.unlock();
    }
  }

  /// What is not wholly written, in order.
  List<EventBook.Entry> entries() {
    lock.lock();
    try {
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  /// All of it that there was is on the disk.
  void written(EventBook.Entry entry) {
    lock.lock();
    try {
      if (entry.isUpToDate()) {
        entries.remove(entry);
      }
    } finally {
      lock.unlock();
    }
  }

  /// What waits for being written to events that are on the disk, in order.
  List<Late> late() {
    lock.lock();
    try {
      return List.copyOf(late);
    } finally {
      lock.unlock();
    }
  }

  void written(Late notice) {
    lock.lock();
    try {
      late.remove(notice);
    } finally {
      lock.unlock();
    }
  }

  /// An event was removed: nothing more is written to it.
  void forget(String event) {
    lock.lock();
    try {
      if (previous != null && previous.happening.id().equals(event)) {
        previous = null;
      }
      late.removeIf(notice -> notice.event().equals(event));
      events.values().removeIf(event::equals);
    } finally {
      lock.unlock();
    }
  }

  /// Events that nobody will ever hear of.
  long forgotten() {
    lock.lock();
    try {
      return forgotten;
    } finally {
      lock.unlock();
    }
  }
}
