package nightjar.alert;

import java.time.Duration;
import java.util.Optional;

/// What the settings file says of all alerts.
///
/// @param address what others call the page, with its slash; empty when it is not known
/// @param place of the house, for the sun
/// @param keep alerts for so long
public record AlertConfig(String address, Optional<Sun.Place> place, Duration keep) {
  public static final AlertConfig STANDARD =
      new AlertConfig("", Optional.empty(), Duration.ofDays(90));
}
