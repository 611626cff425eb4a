package nightjar;

import java.util.ArrayList;
import java.util.List;
import nightjar.event.Moment;
import nightjar.motion.MotionConfig;
import nightjar.motion.Sight;
import nightjar.motion.Track;
import nightjar.motion.Zone;

/// What an engine sees, in the words of events.
final class Moments {
  private final List<Zone> zones;

  Moments(MotionConfig config) {
    this.zones = config.zones().stream().filter(zone -> zone.kind() == Zone.Kind.INCLUDE).toList();
  }

  /// @param at when the picture was taken, in microseconds since 1970
  Moment of(Sight sight, long at) {
    return new Moment(
        sight.ticks(),
        at,
        state(sight.state()),
        guard(sight.guard()),
        sight.score(),
        sight.area(),
        sight.noise(),
        sight.gain(),
        blobs(sight.tracks()));
  }

  private List<Moment.Blob> blobs(List<Track> tracks) {
    if (tracks.isEmpty()) {
      return List.of();
    }
    var blobs = new ArrayList<Moment.Blob>(tracks.size());
    for (var track : tracks) {
      blobs.add(
          new Moment.Blob(
              track.id(),
              track.left(),
              track.top(),
              track.width(),
              track.height(),
              track.first(),
              track.counts(),
              track.still(),
              track.score(),
              zones(track)));
    }
    return blobs;
  }

  /// By where it stands: the middle of its lower edge.
  private List<String> zones(Track track) {
    double x = track.left() + track.width() / 2;
    double y = track.top() + track.height() * 0.9;
    return zones.stream().filter(zone -> zone.holds(x, y)).map(Zone::name).toList();
  }

  static Moment.State state(Sight.State state) {
    return switch (state) {
      case LEARNING -> Moment.State.LEARNING;
      case QUIET -> Moment.State.QUIET;
      case STIRRING -> Moment.State.STIRRING;
      case MOVING -> Moment.State.MOVING;
      case STILL -> Moment.State.STILL;
    };
  }

  static Moment.Guard guard(Sight.Guard guard) {
    return switch (guard) {
      case NONE -> Moment.Guard.NONE;
      case LEARNING -> Moment.Guard.LEARNING;
      case GAIN -> Moment.Guard.GAIN;
      case LIGHT -> Moment.Guard.LIGHT;
    };
  }
}
