package nightjar.http;

import java.util.Map;
import nightjar.event.Events;

/// Motion as the web side shows it.
///
/// @param desks by camera, of those whose motion can be looked at
public record Happenings(Events events, Map<String, MotionDesk> desks) {
  public Happenings {
    desks = Map.copyOf(desks);
  }
}
