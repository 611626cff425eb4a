package nightjar.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells the events of a whole recording, where nothing is written down and nobody waits.
public final class Telling {
  private final String camera;
  private final EventConfig config;
  private final Map<String, Object> settings;
  private final List<Event> events = new ArrayList<>();
  private Course course = Course.before();
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

  /// The recording is over.
  public List<Event> finish() {
    take(course.stop(Ending.SILENCE), null);
    return List.copyOf(events);
  }

  private void take(Course.Next next, @Nullable Moment by) {
    course = next.course();
    for (var step : next.steps()) {
      switch (step) {
        case Course.Step.Begun begun when by != null -> {
          long start = Math.max(0, Happening.wall(by) + begun.start() / 1_000);
          current = new Happening(new EventId(camera, start).text(), camera, settings, begun, by);
        }
        case Course.Step.Begun _ -> throw new IllegalStateException("nothing begins by itself");
        case Course.Step.Ended(long end, var why) -> end(end, why);
      }
    }
  }

  private void end(long ticks, Ending why) {
    if (current != null) {
      current.end(ticks, why);
      events.add(current.event());
      current = null;
    }
  }
}
