package nightjar.alert;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import nightjar.base.WeekTimes;

/// What somebody wants to be told, when, how often and how.
///
/// @param modes of the house in which it holds; of no meaning for what is of the box itself
/// @param times in which it holds, as [WeekTimes#parse] reads them; empty for always
/// @param cameras empty for all
/// @param coolDown nothing more is told for so long, of the same camera
/// @param digest what comes within it is told as one, at its end; zero: each at once
/// @param channels on which it is told; empty for all
/// @param urgent it may wake people, and is told while the rest is put off
public record AlertRule(
    String name,
    boolean on,
    Set<HouseMode> modes,
    String times,
    Light light,
    List<String> cameras,
    What what,
    Duration coolDown,
    Duration digest,
    List<String> channels,
    boolean urgent) {
  static final int LONGEST_NAME = 60;
  static final Duration DAY = Duration.ofDays(1);

  /// By the sun where the house is.
  public enum Light {
    ANY,
    DAY,
    DARK
  }

  public AlertRule {
    modes = Set.copyOf(modes);
    cameras = List.copyOf(cameras);
    channels = List.copyOf(channels);
  }

  /// @param now where the house is
  /// @param sunIsUp there
  boolean holds(HouseMode mode, ZonedDateTime now, boolean sunIsUp) {
    boolean inMode = !what.isScene() || modes.contains(mode);
    boolean inTime = times.isEmpty() || WeekTimes.parse(times).holds(now);
    boolean inLight = light == Light.ANY || (light == Light.DAY) == sunIsUp;
    return on && inMode && inTime && inLight;
  }

  public boolean covers(String camera) {
    return cameras.isEmpty() || cameras.contains(camera);
  }

  boolean sendsTo(String channel) {
    return channels.isEmpty() || channels.contains(channel);
  }
}
