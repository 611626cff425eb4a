package nightjar.detect;

import java.util.List;

/// An object over time. Times are ticks: nanoseconds that only grow.
///
/// @param score of its kind, the best so far
/// @param seen when a model saw it last; its box may have followed motion since
/// @param still it stands
/// @param zones in which it is now
public record Tracked(
    long id,
    Kind kind,
    double score,
    long first,
    long seen,
    Box box,
    boolean still,
    List<String> zones) {
  public Tracked {
    zones = List.copyOf(zones);
  }
}
