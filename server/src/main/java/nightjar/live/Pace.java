package nightjar.live;

import java.time.Duration;

/// Decides when a viewer who cannot keep up is taken to the live edge.
///
/// Being behind for a moment is normal: a joining viewer gets a whole GOP at once. Being behind for
/// `patience` without a break is not.
///
/// @param tolerated media time a viewer may be behind
/// @param patience how long it may be behind by more
record Pace(Duration tolerated, Duration patience) {
  static final Pace LIVE = new Pace(Duration.ofMillis(700), Duration.ofMillis(500));

  sealed interface State {
    /// Last seen at the live edge at that tick, in nanoseconds.
    record OnTime(long at) implements State {}

    /// Not seen there since that tick.
    record Behind(long since) implements State {}

    /// Behind for too long: goes on at the newest IDR, which is to be asked for if there is none.
    record Cut(long since) implements State {}
  }

  State next(State now, Duration behind, long tick) {
    if (behind.compareTo(tolerated) <= 0) {
      return new State.OnTime(tick);
    }
    return switch (now) {
      case State.OnTime(long at) -> late(at, tick);
      case State.Behind(long since) -> late(since, tick);
      case State.Cut c -> c;
    };
  }

  private State late(long since, long tick) {
    boolean tooLong = tick - since >= patience.toNanos();
    return tooLong ? new State.Cut(since) : new State.Behind(since);
  }
}
