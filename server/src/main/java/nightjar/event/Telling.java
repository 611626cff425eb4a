package nightjar.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells the events of a whole recording, where nothing is written down and nobody waits.
public final class Telling {
  private final String camera;
  private final EventConfig config;
  private final Map<String, Object> settings;
  private final List<Event> events = new ArrayList<>();
  private Course course = Course.before();
  private List<Glimpse> glimpses = List.of();
  private Set<Long> before = Set.of(); // objects of the event that ended last
  private @Nullable Happening current;

  /// @param settings of motion that are in force, as JSON says them
  public Telling(String camera, EventConfig config, Map<String, Object> settings) {
    this.camera = camera;
    this.config = config;
    this.settings = settings;
  }

  public void look(Moment moment, Grid grid) {
    take(course.next(moment, config), moment);
    if (current != null) {
      current.add(moment, Optional.of(grid));
    }
  }

  /// What is recognised now; call after each change, and while something is for each moment.
  ///
  /// @param ticks of this moment
  public void objects(List<Glimpse> now, long ticks) {
    glimpses = List.copyOf(now);
    if (current != null) {
      current.see(glimpses, ticks);
    }
  }

  /// The recording is over.
  public List<Event> finish() {
    take(course.stop(Ending.SILENCE), null);
    return List.copyOf(events);
  }

  private void take(Course.Next next, @Nullable Moment by) {
    course = next.course();
    for (var step : next.steps()) {
      switch (step) {
        case Course.Step.Begun begun when by != null -> begin(begun, by);
        case Course.Step.Begun _ -> throw new IllegalStateException("nothing begins by itself");
        case Course.Step.Ended(long end, var why) -> end(end, why);
      }
    }
  }

  private void begin(Course.Step.Begun begun, Moment by) {
    long start = Math.max(0, Happening.wall(by) + begun.start() / 1_000);
    var id = new EventId(camera, start).text();
    var cut = begun.goesOn() ? before : Set.<Long>of();
    var next = new Happening(id, camera, settings, begun, by, cut);
    next.see(glimpses, by.ticks());
    current = next;
  }

  private void end(long ticks, Ending why) {
    if (current != null) {
      current.end(ticks, why);
      events.add(current.event());
      before = current.objects();
      current = null;
    }
  }
}
