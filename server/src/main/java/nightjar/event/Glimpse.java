package nightjar.event;

import java.util.List;

/// An object as it is now. Times are ticks.
///
/// @param kind such as `person`
/// @param score of its kind, the best so far: 0 to 1
/// @param seen when it was recognised last; its box may have followed motion since
/// @param still it stands
/// @param zones in which it is now
public record Glimpse(
    long id,
    String kind,
    double score,
    long first,
    long seen,
    Event.Box box,
    boolean still,
    List<String> zones) {
  public Glimpse {
    zones = List.copyOf(zones);
  }
}
