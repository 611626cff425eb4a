package nightjar.http;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import nightjar.detect.Kind;
import nightjar.detect.ObjectConfig;

/// What can be seen and set of one camera's objects. Any thread.
public interface ObjectDesk {
  /// How it stands.
  ///
  /// @param from where the settings come from: `standard`, `file` or `page`
  /// @param state `off`, `ready`, `loaded`, `missing` or `failed`
  /// @param reason for people; empty when there is nothing to say
  record Stand(
      ObjectConfig settings, String from, String state, String reason, Model model, Cost cost) {}

  /// Who recognises.
  ///
  /// @param name empty when there is none
  /// @param kinds that it knows
  record Model(String name, List<Kind> kinds) {
    public static final Model NONE = new Model("", List.of());

    public Model {
      kinds = List.copyOf(kinds);
    }
  }

  /// @param perSecond questions a second, measured
  /// @param milliseconds each takes
  /// @param allowed questions a second, of all cameras together
  record Cost(double perSecond, double milliseconds, double allowed) {}

  Stand stand();

  /// Zones that settings may name.
  Collection<String> zones();

  /// @throws IOException it cannot be written down, and has not happened
  Stand set(ObjectConfig settings) throws IOException;

  /// Back to what the settings file says.
  ///
  /// @throws IOException it cannot be written down, and has not happened
  Stand reset() throws IOException;
}
