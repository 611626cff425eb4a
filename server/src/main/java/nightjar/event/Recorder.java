package nightjar.event;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One camera's events while they happen: fed by the thread that looks at its pictures, emptied by
/// the one that writes.
///
/// Neither waits for the other: what is between them is in memory and bounded, and what no longer
/// fits while the disk takes nothing is forgotten, oldest first.
public final class Recorder {
  static final int MOST_WAITING = 64; // events
  private static final System.Logger log = System.getLogger(Recorder.class.getName());
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
  private @Nullable Happening current;
  private long lastStart; // microseconds since 1970
  private long forgotten;
  private volatile Witness witness = Witness.NONE;

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
      take(next.steps(), moment);
      remember(moment);
      var happening = current;
      if (happening != null) {
        happening.add(moment, Optional.of(grid));
      }
      return happening;
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
    var happening = new Happening(new EventId(camera, start).text(), camera, settings, begun, by);
    for (var moment : begun.goesOn() ? List.<Moment>of() : recent) {
      if (moment.ticks() >= begun.start()) {
        happening.add(moment, Optional.empty());
      }
    }
    current = happening;
    witness.begun(happening.id(), begun.start());
    entries.addLast(new EventBook.Entry(happening));
    if (entries.size() > MOST_WAITING) {
      entries.removeFirst();
      forgotten++;
      log.log(WARNING, "{0}: an event is forgotten, for none can be written down", camera);
    }
  }

  private void end(long ticks, Ending why) {
    if (current != null) {
      current.end(ticks, why);
      witness.ended(current.id(), current.start(), ticks);
      current = null;
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

  /// What is not wholly written, in order.
  List<EventBook.Entry> entries() {
    lock.lock();
    try {
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  void written(EventBook.Entry entry) {
    lock.lock();
    try {
      entries.remove(entry);
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
