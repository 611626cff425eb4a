package nightjar.motion;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/// How one camera's motion is found.
///
/// @param sensitivity 1 to 100; each 25 more halve the contrast that is needed
/// @param minSize of what counts, in percent of the picture's area
/// @param minDuration that something must be on the move before it counts
/// @param fps pictures looked at a second, at most
/// @param zones at most 16, of different names
public record MotionConfig(
    boolean on,
    int sensitivity,
    double minSize,
    Duration minDuration,
    double fps,
    List<Zone> zones,
    Expert expert) {
  private static final int MOST_ZONES = 16;

  public static final MotionConfig STANDARD =
      new MotionConfig(true, 50, 0.15, Duration.ofMillis(250), 10, List.of(), Expert.STANDARD);

  /// What the slider does not reach.
  ///
  /// @param contrast levels of 255 by which a block must differ where there is no noise
  /// @param noise multiples of a block's own noise by which it must differ
  /// @param edge part of the contrast around a block that swaying may show in it
  /// @param travel way that something must go before it counts, in percent of the picture's width
  /// @param stillFor how long something that came and stands still stays in the foreground
  public record Expert(
      double contrast, double noise, double edge, double travel, Duration stillFor) {
    public static final Expert STANDARD = new Expert(4, 5, 0.3, 2, Duration.ofSeconds(60));

    public Expert {
      check("contrast", contrast, 0.5, 100);
      check("noise", noise, 1, 50);
      check("edge", edge, 0, 2);
      check("travel", travel, 0, 50);
      check("stillFor", stillFor.toMillis() / 1e3, 1, 3600);
    }
  }

  public MotionConfig {
    zones = List.copyOf(zones);
    check("sensitivity", sensitivity, 1, 100);
    check("minSize", minSize, 0.01, 50);
    check("minDuration", minDuration.toMillis() / 1e3, 0, 10);
    check("fps", fps, 1, 30);
    if (zones.size() > MOST_ZONES) {
      throw new IllegalArgumentException("zones: at most " + MOST_ZONES);
    }
    var names = new HashSet<String>();
    for (var zone : zones) {
      if (!names.add(zone.name())) {
        throw new IllegalArgumentException("zones: two are called " + zone.name());
      }
    }
  }

  private static void check(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is from %s to %s, not %s".formatted(what, least, most, value));
    }
  }
}
