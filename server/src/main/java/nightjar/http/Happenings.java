package nightjar.http;

import java.util.Map;
import nightjar.event.Events;

/// Motion and objects as the web side shows them.
///
/// @param desks by camera, of those whose motion can be looked at
/// @param objects likewise
public record Happenings(
    Events events, Map<String, MotionDesk> desks, Map<String, ObjectDesk> objects) {
  public Happenings {
    desks = Map.copyOf(desks);
    objects = Map.copyOf(objects);
  }
}
