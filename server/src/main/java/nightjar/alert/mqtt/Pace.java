package nightjar.alert.mqtt;

import java.time.Duration;

/// How often, at most.
///
/// @param round from one look at what has changed to the next
/// @param picture from one picture of a camera to the next while something moves
/// @param first before connecting again, doubled each time that fails
/// @param longest that this becomes
/// @param patience with the broker, for each thing
record Pace(Duration round, Duration picture, Duration first, Duration longest, Duration patience) {
  static final Pace USUAL =
      new Pace(
          Duration.ofMillis(250),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(15));
}
