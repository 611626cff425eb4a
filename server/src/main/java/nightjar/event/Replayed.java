package nightjar.event;

import java.time.Duration;
import java.util.List;
import nightjar.event.Event.Summary;

/// What would have happened. Times are microseconds since 1970.
///
/// @param kept spans that could be looked at; between them nothing stirred, or nothing is left
/// @param seconds looked at
/// @param took for how long it was worked on
/// @param events that there would have been
/// @param before events that there were
public record Replayed(
    List<Span> kept, double seconds, Duration took, List<Fired> events, List<Summary> before) {
  public record Span(long from, long to) {}

  /// An event that would have been.
  public record Fired(long start, long end, double score, double area, List<String> zones) {
    public Fired {
      zones = List.copyOf(zones);
    }
  }

  public Replayed {
    kept = List.copyOf(kept);
    events = List.copyOf(events);
    before = List.copyOf(before);
  }
}
