package nightjar.record;

import java.time.Duration;

/// Whether one rendition of a camera is recorded: state in, observation in, state out. Times are
/// ticks.
///
///                    always, or something happens
///        Idle ─────────────────────────────────────▶ Rolling ◀─┐ it goes on, or happens again
///         ▲                                           │  │ └────┘
///         │ nothing has happened for `after`          │  │
///         ├───────────────────────────────────────────┘  │
///         └──────────────────────────────────────────────┘ the mode says no, or the camera is off
sealed interface Rolling {
  /// @param since recording was not allowed before it: what is older is not reached back for
  record Idle(long since) implements Rolling {}

  /// @param wanted when it last was
  record On(long wanted) implements Rolling {}

  /// Recording was not allowed until now.
  static Rolling at(long now) {
    return new Idle(now);
  }

  /// What is known of a moment.
  ///
  /// @param on the camera may look
  /// @param moves the engine is sure of motion
  /// @param happening an event lasts
  /// @param lead how long ago that began
  record Seen(
      long now, RecordMode mode, boolean on, boolean moves, boolean happening, Duration lead) {}

  /// @param allowed the mode and the camera's switch let it be recorded, should something happen
  /// @param reach back so far when it begins
  record Next(Rolling rolling, boolean allowed, Duration reach) {
    boolean records() {
      return rolling instanceof On;
    }
  }

  default Next next(Seen seen, Rendition rendition, RecordConfig config) {
    var want = want(seen, rendition);
    return switch (want) {
      case NEVER -> new Next(new Idle(seen.now), false, Duration.ZERO);
      case ALWAYS -> new Next(new On(seen.now), true, Duration.ZERO);
      case NOW -> new Next(new On(seen.now), true, reach(seen, config));
      case NOT_NOW -> new Next(lingering(seen.now, config.after()), true, Duration.ZERO);
    };
  }

  private Rolling lingering(long now, Duration after) {
    return switch (this) {
      case Idle idle -> idle;
      case On(long wanted) when now - wanted < after.toNanos() -> this;
      case On _ -> new Idle(Long.MIN_VALUE); // it was allowed all the while
    };
  }

  private Duration reach(Seen seen, RecordConfig config) {
    return switch (this) {
      case On _ -> Duration.ZERO;
      case Idle(long since) -> {
        var back = config.before().plus(seen.lead);
        yield since == Long.MIN_VALUE ? back : shorter(back, Duration.ofNanos(seen.now - since));
      }
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// What the mode wants of a rendition.
  enum Want {
    NEVER,
    ALWAYS,
    NOW,
    NOT_NOW
  }

  private static Want want(Seen seen, Rendition rendition) {
    if (!seen.on) {
      return Want.NEVER;
    }
    boolean main = rendition == Rendition.MAIN;
    return switch (seen.mode) {
      case OFF -> Want.NEVER;
      case CONTINUOUS -> main ? Want.ALWAYS : Want.NEVER;
      case MOTION -> main ? when(seen.moves) : Want.NEVER;
      case EVENTS -> main ? when(seen.happening) : Want.NEVER;
      case DUAL -> main ? when(seen.happening) : Want.ALWAYS;
    };
  }

  private static Want when(boolean it) {
    return it ? Want.NOW : Want.NOT_NOW;
  }
}
