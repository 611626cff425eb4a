package nightjar.live;

import java.time.Duration;
import java.util.List;
import nightjar.stream.Stream;

/// Decides how much a viewer is given. Pure: a state and what is seen in, a state out.
///
/// Down at once, as far as what arrives demands. Up by a rung at a time, after a calm that doubles
/// whenever the last way up turns out to have been too early. On the way up the connection is
/// believed to carry a little more each second, so that an encoder that follows does so gently.
///
/// @param calm how long all must be well before more is tried
/// @param longest that grows to at most
/// @param proven after so long without trouble, going up was right
/// @param growth of what the connection is believed to carry, a second
record Adaptation(Duration calm, Duration longest, Duration proven, double growth) {
  static final Adaptation LIVE =
      new Adaptation(Duration.ofSeconds(4), Duration.ofMinutes(2), Duration.ofSeconds(30), 1.25);

  private static final long UNKNOWN = 1L << 40; // bits a second: more than any camera has
  private static final double SAFE = 0.75; // of what is carried may be asked for
  private static final double OPTIMISM = 1.15; // of what was seen to arrive
  private static final long LEAST = 20_000; // bits a second: below, an estimate means nothing

  /// @param at which option is given, 0 the best
  /// @param limit what keeps it from a better one
  /// @param carries bits a second that the connection is believed to carry
  /// @param raised the tick of the last way up
  /// @param rising whether all has been well since then
  /// @param calmSince the tick since which all is well
  /// @param patience for so long before more is tried
  /// @param late whether more was on its way than ought to be when last looked at
  /// @param tick of what was seen last
  record State(
      int at,
      Limit limit,
      long carries,
      long raised,
      boolean rising,
      long calmSince,
      Duration patience,
      boolean late,
      long tick) {
    /// Bits a second that may be asked for.
    long takes() {
      return carries >= UNKNOWN ? Stream.ALL : (long) (carries * SAFE);
    }

    private State given(int option, Limit why) {
      return new State(option, why, carries, raised, rising, calmSince, patience, late, tick);
    }

    private State carrying(long bits) {
      return new State(at, limit, bits, raised, rising, calmSince, patience, late, tick);
    }

    /// More was too much, and is not tried again for so long.
    private State fallen(Duration time) {
      return new State(at, limit, carries, raised, false, calmSince, time, late, tick);
    }

    private State waiting(Duration time) {
      return new State(at, limit, carries, raised, rising, calmSince, time, late, tick);
    }

    private State raised(Limit why) {
      return new State(at - 1, why, carries, tick, true, tick, patience, late, tick);
    }

    private State seen(boolean isCalm, boolean isLate, long now) {
      return new State(
          at, limit, carries, raised, rising, isCalm ? calmSince : now, patience, isLate, now);
    }

    private boolean isHeldBackByItself() {
      return limit == Limit.NETWORK || limit == Limit.CLIENT;
    }
  }

  /// @param way of the connection
  /// @param rate bits a second that arrive while something waits; 0 when that is not known
  /// @param needs bits a second of each option at the least, best first; the last is always borne
  /// @param best the best option that is allowed
  /// @param bestBy what forbids better ones
  /// @param lags whether the browser does not keep up
  record Seen(
      long tick,
      Congestion.Way way,
      long rate,
      List<Long> needs,
      int best,
      Limit bestBy,
      boolean lags) {
    private int last() {
      return needs.size() - 1;
    }

    private long most() {
      long most = LEAST;
      for (long need : needs) {
        most = Math.max(most, need);
      }
      return most;
    }

    /// The best option from `from` on that so many bits a second are enough for.
    private int fitting(int from, long bits) {
      int at = from;
      while (at < last() && needs.get(at) > bits) {
        at++;
      }
      return at;
    }
  }

  State begin(long tick, int best, Limit bestBy) {
    return new State(best, bestBy, UNKNOWN, tick, false, tick, calm, false, tick);
  }

  State next(State now, Seen seen) {
    var moved =
        switch (seen.way) {
          case LATE -> late(now, seen);
          case FULL, BUSY -> busy(now.seen(false, now.late, seen.tick), seen);
          case CALM -> calm(now, seen);
        };
    return allowed(seen.lags ? lagging(moved, seen) : moved, seen);
  }

  /// What is on its way says more the longer it takes, so this only ever goes down; how long to
  /// wait for another try is decided once.
  private State late(State now, Seen seen) {
    var next = now.seen(false, true, seen.tick).carrying(Math.max(LEAST, believed(now, seen)));
    int at = seen.fitting(now.at, next.takes());
    next = at > now.at ? next.given(at, Limit.NETWORK) : next;
    return now.late ? next : next.fallen(relapsed(now, seen.tick));
  }

  private static long believed(State now, Seen seen) {
    if (seen.rate == 0) { // nothing arrives
      return now.late ? now.carries : Math.min(now.carries, seen.most()) / 2;
    }
    return now.late ? Math.min(now.carries, seen.rate) : seen.rate;
  }

  private static State busy(State now, Seen seen) {
    return seen.rate == 0 ? now : now.carrying(Math.min(now.carries, Math.max(LEAST, seen.rate)));
  }

  private State calm(State now, Seen seen) {
    var next = now.seen(true, false, seen.tick);
    var least = now.rising ? calm : now.patience;
    if (seen.tick - now.calmSince < least.toNanos()) {
      return next;
    }
    double seconds = Math.min(1, (seen.tick - now.tick) / 1e9);
    long grown = (long) Math.ceil(now.carries * Math.pow(growth, seconds));
    next = next.carrying(believed(grown, seen));
    if (now.rising && seen.tick - now.raised >= proven.toNanos()) {
      next = next.waiting(calm);
    }
    boolean up = now.at > seen.best && seen.needs.get(now.at - 1) <= next.takes();
    return up ? next.raised(now.limit) : next;
  }

  /// A large picture that took its time tells how far growing can go.
  private static long believed(long grown, Seen seen) {
    if (seen.rate > 0) {
      return Math.min(grown, (long) (seen.rate * OPTIMISM));
    }
    return grown > 4 * seen.most() ? UNKNOWN : grown;
  }

  private State lagging(State now, Seen seen) {
    return now.at == seen.last()
        ? now
        : now.seen(false, now.late, seen.tick)
            .given(now.at + 1, Limit.CLIENT)
            .fallen(relapsed(now, seen.tick));
  }

  /// Twice as long, if it was not long ago that it looked well.
  private Duration relapsed(State now, long tick) {
    if (!now.rising || tick - now.raised >= proven.toNanos()) {
      return now.patience;
    }
    var longer = now.patience.multipliedBy(2);
    return longer.compareTo(longest) > 0 ? longest : longer;
  }

  /// Never better than allowed. What is allowed anew is given at once, if it was for nothing else
  /// that it was not given before.
  private static State allowed(State now, Seen seen) {
    if (now.at <= seen.best) {
      return now.given(seen.best, seen.bestBy);
    }
    if (now.isHeldBackByItself()) {
      return now;
    }
    int at = seen.fitting(seen.best, now.takes());
    return now.given(at, at == seen.best ? seen.bestBy : Limit.NETWORK);
  }
}
