package nightjar.record;

import java.time.Duration;
import java.util.Optional;

/// What the wall clock means for footage: state in, reading in, state out.
///
/// Footage counts on CLOCK_MONOTONIC (`mono`), and its wall time is that plus an offset. The kernel
/// lets both run at the same speed, so the offset changes by steps alone. All in microseconds.
///
///     Guess ── synchronised ──▶ Sure ◀─┐ a step that is to be believed
///       ▲ │ a step                └────┘
///       └─┘
///
/// - Guess: nobody has set this boot's clock right yet. What was recorded on a guess is put right
///   when the clock is, or when it steps.
/// - Sure: a step counts from here on. It is believed once the kernel says again that the clock is
///   synchronised, for a step by hand ends that; or after ten minutes, where no time server is in
///   reach. One back that undoes the one forward before it puts right what was recorded between.
sealed interface Anchoring {
  long STEP = 500_000;
  long DOUBT = 600_000_000;
  long NONE = Long.MIN_VALUE;

  /// @param raw wall less mono, as last heard: behind the offset when the clock is behind footage
  /// @param from mono since which footage counts on it
  /// @param least offset that begins after all footage there was
  record Guess(long offset, long raw, long from, long least) implements Anchoring {}

  /// @param room by how much the last step went forward, 0 when it did not
  /// @param doubted since when the clock says otherwise, and nobody says that it is right
  record Sure(long offset, long from, long room, long doubted) implements Anchoring {
    Sure(long offset, long from, long room) {
      this(offset, from, room, NONE);
    }
  }

  long offset();

  /// What the clocks show at one moment.
  ///
  /// @param synced a time server keeps the wall clock right, as far as the kernel knows
  record Reading(long mono, long wall, boolean synced) {
    long raw() {
      return wall - mono;
    }
  }

  /// The newest footage there is at the start.
  ///
  /// @param sameBoot recorded since this machine was started
  /// @param offset of its wall time over mono
  record Newest(boolean sameBoot, long offset, boolean synced, long end) {}

  /// What is to be done with footage.
  sealed interface Step {
    record Keep() implements Step {}

    /// A new file begins, on the new offset.
    record FromHere() implements Step {}

    /// Likewise, and what was recorded since `from` is moved.
    record Reanchor(long from, long to, long shift) implements Step {}
  }

  record Next(Anchoring anchoring, Step step) {}

  private static Next keep(Anchoring anchoring) {
    return new Next(anchoring, new Step.Keep());
  }

  /// Before the first file, and before the first step.
  static Anchoring start(Reading reading, Optional<Newest> newest) {
    if (newest.isPresent() && newest.get().sameBoot) {
      long offset = newest.get().offset;
      return newest.get().synced
          ? new Sure(offset, reading.mono, 0)
          : new Guess(offset, offset, 0, offset);
    }
    if (reading.synced) {
      return new Sure(reading.raw(), reading.mono, 0);
    }
    long least = newest.map(n -> n.end - reading.mono).orElse(NONE);
    return new Guess(Math.max(reading.raw(), least), reading.raw(), 0, least);
  }

  default Next next(Reading reading) {
    return switch (this) {
      case Guess guess when reading.synced -> settled(guess, reading);
      case Guess guess -> guessed(guess, reading);
      case Sure sure -> sure(sure, reading);
    };
  }

  private static boolean isStep(long difference) {
    return Math.abs(difference) > STEP;
  }

  private static Next settled(Guess guess, Reading reading) {
    long shift = reading.raw() - guess.offset;
    return isStep(shift)
        ? new Next(
            new Sure(reading.raw(), reading.mono, 0),
            new Step.Reanchor(guess.from, reading.mono, shift))
        : keep(new Sure(guess.offset, reading.mono, 0));
  }

  private static Next guessed(Guess guess, Reading reading) {
    if (!isStep(reading.raw() - guess.raw)) {
      return keep(guess);
    }
    long offset = Math.max(reading.raw(), guess.least);
    long shift = offset - guess.offset;
    return isStep(shift)
        ? new Next(
            new Guess(offset, reading.raw(), guess.from, guess.least),
            new Step.Reanchor(guess.from, reading.mono, shift))
        : keep(new Guess(guess.offset, reading.raw(), guess.from, guess.least));
  }

  private static Next sure(Sure sure, Reading reading) {
    long shift = reading.raw() - sure.offset;
    if (!isStep(shift)) {
      return keep(new Sure(sure.offset, sure.from, sure.room));
    }
    long doubted = sure.doubted == NONE ? reading.mono : sure.doubted;
    if (!reading.synced && reading.mono - doubted < DOUBT) {
      return keep(new Sure(sure.offset, sure.from, sure.room, doubted));
    }
    boolean undone = shift < 0 && sure.room > 0 && -shift <= sure.room + STEP;
    return new Next(
        new Sure(reading.raw(), reading.mono, Math.max(0, shift)),
        undone ? new Step.Reanchor(sure.from, reading.mono, shift) : new Step.FromHere());
  }

  /// Where a file begins on the timeline, which does not run backwards: a clock that was set back
  /// by less than this is waited for, counting on from the file before. One that was set back by
  /// more was so wrong that its footage tells nothing of now.
  Duration WAITED_FOR = Duration.ofHours(2);

  /// @param end of the file before
  static long begin(long wall, long end) {
    return wall < end && end - wall < WAITED_FOR.toNanos() / 1_000 ? end : wall;
  }
}
