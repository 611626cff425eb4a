package nightjar;

import java.util.ArrayList;
import java.util.List;
import nightjar.detect.Box;
import nightjar.detect.Mover;
import nightjar.detect.Places;
import nightjar.detect.Tracked;
import nightjar.event.Event;
import nightjar.event.Glimpse;
import nightjar.event.Moment;
import nightjar.motion.MotionConfig;
import nightjar.motion.Sight;
import nightjar.motion.Track;
import nightjar.motion.Zone;

/// What an engine sees, in the words of events and of those who ask what it is.
final class Moments {
  private static final long JUST = 300_000_000; // nanoseconds

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
    return at(track.left() + track.width() / 2, track.top() + track.height() * 0.9);
  }

  private List<String> at(double x, double y) {
    return zones.stream().filter(zone -> zone.holds(x, y)).map(Zone::name).toList();
  }

  Places places() {
    return this::at;
  }

  /// What is seen to move: not what is only waited for.
  static List<Mover> movers(Sight sight) {
    if (sight.tracks().isEmpty()) {
      return List.of();
    }
    var movers = new ArrayList<Mover>(sight.tracks().size());
    for (var track : sight.tracks()) {
      if (sight.ticks() - track.last() < JUST) {
        movers.add(
            new Mover(
                track.id(),
                new Box(track.left(), track.top(), track.width(), track.height()),
                track.counts(),
                track.still()));
      }
    }
    return movers;
  }

  static Glimpse glimpse(Tracked object) {
    var box = object.box();
    return new Glimpse(
        object.id(),
        object.kind().word(),
        object.score(),
        object.first(),
        object.seen(),
        new Event.Box(box.x(), box.y(), box.width(), box.height()),
        object.still(),
        object.zones());
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
