package nightjar.http;

import java.io.IOException;
import nightjar.alert.Alerts;
import nightjar.alert.Simulation;

/// Alerts as the web side shows them.
///
/// @param past what rules are tried on
public record Alerting(Alerts alerts, Past past) {
  /// What happened on some days.
  @FunctionalInterface
  public interface Past {
    /// @param from microseconds since 1970
    /// @return events in the order they happened
    Iterable<Simulation.Past> since(String camera, long from) throws IOException;
  }
}
