package nightjar.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where one camera stands between events: state in, moment in, state out. Times are ticks.
///
///                      MOVING
///     Idle ────────────────────────▶ Lasting ◀─┐ MOVING; STILL
///       ▲                              │  │ └──┘
///       │ nothing for linger and merge,│  │ longest: cut, and begun anew at once
///       └──────────────────────────────┘  ▼
///
/// Beginning takes more than going on does (hysteresis): an event begins when the engine is sure of
/// something, and goes on while it follows that, moving or standing. What only stirs, such as leaves,
/// holds no event open.
sealed interface Course {
  /// @param since nothing begins before it
  record Idle(long since) implements Course {}

  /// @param moved last motion that the engine was sure of
  /// @param held last moment that kept the event open
  /// @param still what kept it open then stood still
  /// @param now newest moment
  record Lasting(long start, long moved, long held, boolean still, long now) implements Course {}

  /// Nothing has happened yet.
  static Course before() {
    return new Idle(Long.MIN_VALUE);
  }

  /// What happens to events.
  sealed interface Step {
    /// @param start what moves was first seen
    /// @param confirmed it was sure to be motion
    /// @param goesOn it was cut from the one before
    record Begun(long start, long confirmed, boolean goesOn) implements Step {}

    record Ended(long end, Ending why) implements Step {}
  }

  record Next(Course course, List<Step> steps) {}

  /// A moment that is older than one before is taken as that one's time.
  default Next next(Moment moment, EventConfig config) {
    var steps = new ArrayList<Step>();
    var course = this;
    if (course instanceof Lasting l && moment.ticks() - l.now > patience(config)) {
      course = end(l.held, Ending.SILENCE, steps);
    }
    course =
        switch (course) {
          case Idle idle -> idle(idle, moment, steps);
          case Lasting l -> lasting(l, moment, Math.max(l.now, moment.ticks()), config, steps);
        };
    return new Next(course, List.copyOf(steps));
  }

  /// Time passes and no picture comes.
  default Next silence(long now, EventConfig config) {
    return this instanceof Lasting l && now - l.now > patience(config)
        ? stop(Ending.SILENCE)
        : new Next(this, List.of());
  }

  /// Nothing more is to be seen.
  default Next stop(Ending why) {
    var steps = new ArrayList<Step>();
    var course = this instanceof Lasting l ? end(l.held, why, steps) : this;
    return new Next(course, List.copyOf(steps));
  }

  private static long patience(EventConfig config) {
    return config.linger().plus(config.merge()).toNanos();
  }

  private static Course end(long at, Ending why, List<Step> steps) {
    steps.add(new Step.Ended(at, why));
    return new Idle(at);
  }

  private static Course begin(long start, long now, boolean goesOn, List<Step> steps) {
    steps.add(new Step.Begun(start, now, goesOn));
    return new Lasting(start, now, now, false, now);
  }

  private static Course idle(Idle idle, Moment moment, List<Step> steps) {
    if (moment.state() != Moment.State.MOVING) {
      return idle;
    }
    long now = Math.max(idle.since, moment.ticks());
    return begin(Math.clamp(began(moment, now), idle.since, now), now, false, steps);
  }

  /// What counts first came into view; now, when nothing says.
  private static long began(Moment moment, long now) {
    return moment.blobs().stream()
        .filter(Moment.Blob::counts)
        .mapToLong(Moment.Blob::first)
        .min()
        .orElse(now);
  }

  private static Course lasting(
      Lasting was, Moment moment, long now, EventConfig config, List<Step> steps) {
    long within = was.held + patience(config);
    var held = held(was, moment, now, within);
    if (held == null) {
      boolean another = moment.state() == Moment.State.MOVING;
      if ((now <= within && !another) || mayBelong(was, moment, now, within, config)) {
        return new Lasting(was.start, was.moved, was.held, was.still, now);
      }
      var ended = end(was.held, was.still ? Ending.SETTLED : Ending.QUIET, steps);
      return another ? begin(Math.min(began(moment, now), now), now, false, steps) : ended;
    }
    if (now - was.start >= config.longest().toNanos()) {
      end(now, Ending.LONGEST, steps);
      return begin(now, now, true, steps);
    }
    return held;
  }

  /// Null when this moment does not keep the event open.
  private static @Nullable Lasting held(Lasting was, Moment moment, long now, long within) {
    return switch (moment.state()) {
      case MOVING ->
          began(moment, now) <= within ? new Lasting(was.start, now, now, false, now) : null;
      case STILL -> now <= within ? new Lasting(was.start, was.moved, now, true, now) : null;
      case STIRRING, QUIET, LEARNING -> null;
    };
  }

  /// What began in time may yet turn out to be motion: it is given one linger more.
  private static boolean mayBelong(
      Lasting was, Moment moment, long now, long within, EventConfig config) {
    return moment.state() == Moment.State.STIRRING
        && now <= within + config.linger().toNanos()
        && moment.blobs().stream()
            .anyMatch(blob -> blob.first() > was.held && blob.first() <= within);
  }
}
