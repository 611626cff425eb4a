package nightjar.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.motion.MotionConfig;
import nightjar.motion.Zone;

/// How motion is found in one camera's pictures.
final class MotionSettings {
  private static final String ZONE = "ignore or include, and " + Corners.RIGHT;
  private static final MotionConfig STANDARD = MotionConfig.STANDARD;

  private MotionSettings() {}

  /// Empty when the file says nothing of it.
  static Optional<MotionConfig> read(Section camera) {
    boolean any = camera.has("motion");
    var motion = camera.section("motion");
    boolean on = motion.take("on", Values::yesOrNo, "yes");
    int sensitivity = motion.take("sensitivity", Values.whole(1, 100), "50");
    double size = motion.take("size", Values.number(0.01, 50), "0.15");
    var duration =
        motion.take("duration", Values.duration(Duration.ZERO, Duration.ofSeconds(10)), "250ms");
    double fps = motion.take("fps", Values.number(1, 30), "10");
    var zones = zones(motion);
    var expert = expert(motion.section("expert"));
    motion.rejectUnknown();
    var config =
        motion.build(
            "zones",
            () -> new MotionConfig(on, sensitivity, size, duration, fps, zones, expert),
            () -> STANDARD);
    return any ? Optional.of(config) : Optional.empty();
  }

  private static List<Zone> zones(Section motion) {
    var zones = new ArrayList<Zone>();
    motion
        .takeAll("zones", MotionSettings::area)
        .forEach(
            (name, area) ->
                motion
                    .build(
                        "zones",
                        () -> Optional.of(new Zone(name, area.kind, area.corners)),
                        Optional::<Zone>empty)
                    .ifPresent(zones::add));
    return zones;
  }

  /// A zone that has no name yet.
  private record Area(Zone.Kind kind, List<Zone.Corner> corners) {}

  private static Area area(String text) {
    var words = text.strip().split("\\s+", 2);
    if (words.length < 2 || !(words[0].equals("ignore") || words[0].equals("include"))) {
      throw new IllegalArgumentException(ZONE);
    }
    var corners =
        Corners.parse(words[1], ZONE).stream().map(c -> new Zone.Corner(c.x(), c.y())).toList();
    if (corners.size() < 3) {
      throw new IllegalArgumentException(ZONE);
    }
    return new Area(words[0].equals("ignore") ? Zone.Kind.IGNORE : Zone.Kind.INCLUDE, corners);
  }

  private static MotionConfig.Expert expert(Section expert) {
    double contrast = expert.take("contrast", Values.number(0.5, 100), "4");
    double noise = expert.take("noise", Values.number(1, 50), "5");
    double edge = expert.take("edge", Values.number(0, 2), "0.3");
    double travel = expert.take("travel", Values.number(0, 50), "2");
    var still =
        expert.take("still", Values.duration(Duration.ofSeconds(1), Duration.ofHours(1)), "1m");
    expert.rejectUnknown();
    return new MotionConfig.Expert(contrast, noise, edge, travel, still);
  }
}
