package nightjar.live;

/// What is on its way to one viewer, and how the way does, from when messages were sent and when
/// the client acknowledged them.
///
/// Looks from above TCP, so what waits in the kernel counts as on its way, too. The rate is
/// estimated as in BBR: what was delivered between a message's sending and its arrival, by the time
/// that took (Cardwell and others, "BBR: Congestion-Based Congestion Control", ACM Queue 14.5); the
/// spread of the round trip as in RFC 6298, though slower, for a queue that builds up is no spread.
/// One thread; times in nanoseconds.
final class Congestion {
  enum Way {
    /// Nothing waits anywhere.
    CALM,
    /// Something waits: no more should be asked of it.
    BUSY,
    /// So much waits that sending more only makes it worse.
    FULL,
    /// Has been so for so long that less has to be sent.
    LATE
  }

  private static final int MOST = 256; // messages on their way
  private static final long MILLIS = 1_000_000;
  private static final long BUSY_AFTER = 80 * MILLIS;
  private static final long FULL_AFTER = 150 * MILLIS;
  private static final long LATE_AFTER = 250 * MILLIS;
  private static final long GONE_AFTER = 750 * MILLIS;
  private static final long SOONEST = 350 * MILLIS;
  private static final long LATEST = 1_500 * MILLIS;
  private static final long SHORTEST_WAIT = 50 * MILLIS; // else other things took the time
  private static final long ACKS_TAKE = 100 * MILLIS; // at most, but for those sent at once
  private static final long FORGETS = 10_000 * MILLIS; // the shortest round trip, if not seen again
  private static final double WIDEST = 200 * MILLIS; // beyond, it is no jitter
  private static final long KNOCK_AFTER = 3_000 * MILLIS;
  private static final int MOST_KNOCKS = 4;
  private static final long WINDOW = 1_000 * MILLIS;
  private static final long RATE_LASTS = 6_000 * MILLIS;
  private static final long GONE = 4_000 * MILLIS;
  private static final double GAIN_UP = 1.0 / 16;
  private static final double GAIN_DOWN = 1.0 / 8;

  // A ring of what is on its way: the oldest at `first`.
  private final long[] sequences = new long[MOST];
  private final long[] sentAt = new long[MOST];
  private final long[] sentUpTo = new long[MOST]; // bytes, this message included
  private final long[] arrivedThen = new long[MOST]; // bytes that had when it was sent
  private final boolean[] prompt = new boolean[MOST]; // is acknowledged at once
  private int first;
  private int count;

  private long sent; // bytes
  private long arrived; // bytes
  private long lastTrip;
  private long shortest = Long.MAX_VALUE;
  private long shortestAt;
  private double mean;
  private double spread;
  private double rate; // bits a second, by the newest trip
  private double best; // about the most of a window of time
  private double bestBefore; // and of the window before
  private long windowAt;
  private long ratedAt;
  private long lastSentAt;
  private int knocks; // since something arrived
  private long heardAt;

  /// A message goes out now.
  ///
  /// @param isPrompt whether the client acknowledges it at once
  void sent(long sequence, int bytes, boolean isPrompt, long tick) {
    sent += bytes;
    if (count == MOST) { // a client that acknowledges nothing: the oldest is forgotten
      first = (first + 1) % MOST;
      count--;
    }
    int at = (first + count) % MOST;
    sequences[at] = sequence;
    sentAt[at] = tick;
    sentUpTo[at] = sent;
    arrivedThen[at] = arrived;
    knocks += mayKnock(tick) ? 1 : 0;
    lastSentAt = tick;
    prompt[at] = isPrompt;
    count++;
  }

  /// Everything up to this message has arrived. One that is not on its way is none of ours.
  void acknowledged(long sequence, long tick) {
    for (int i = 0; i < count; i++) {
      int at = (first + i) % MOST;
      if (sequences[at] == sequence) {
        arrive(at, tick);
        first = (at + 1) % MOST;
        count -= i + 1;
        return;
      }
    }
  }

  private void arrive(int at, long tick) {
    arrived = sentUpTo[at];
    knocks = 0;
    lastTrip = Math.max(1, tick - sentAt[at]);
    if (lastTrip <= shortest || tick - shortestAt > FORGETS) {
      shortest = lastTrip;
      shortestAt = tick;
    }
    double off = Math.abs(lastTrip - mean);
    mean += mean == 0 ? lastTrip : (lastTrip - mean) / 8;
    spread = Math.min(WIDEST, spread + (off - spread) * (off > spread ? GAIN_UP : GAIN_DOWN));
    measure(arrived - arrivedThen[at], SHORTEST_WAIT + (prompt[at] ? 0 : ACKS_TAKE), tick);
    heardAt = tick;
  }

  /// A trip during which nothing waited says what was sent, not what could have been; one that
  /// nothing was heard in for long says how long the connection was gone.
  private void measure(long bytes, long least, long tick) {
    boolean waited = lastTrip - shortest >= Math.max(least, (long) (2 * spread));
    boolean gone = tick - Math.max(heardAt, tick - lastTrip) >= GONE;
    if (!waited || gone) {
      return;
    }
    rate = bytes * 8e9 / lastTrip;
    ratedAt = tick;
    if (tick - windowAt > WINDOW) {
      bestBefore = tick - windowAt > 2 * WINDOW ? 0 : best;
      best = 0;
      windowAt = tick;
    }
    best += (rate - best) / (best == 0 ? 1 : rate > best ? 2 : 8);
  }

  /// Bytes on their way.
  long bytes() {
    return sent - arrived;
  }

  /// Nanoseconds since the oldest message on its way was sent; 0 when none is.
  long age(long tick) {
    return count == 0 ? 0 : tick - sentAt[first];
  }

  /// Whether nothing was sent for so long that something may be all the same, for a client whose
  /// last acknowledgement was forgotten waits, too. Each time for twice as long.
  boolean mayKnock(long tick) {
    return sent > 0 && tick - lastSentAt > KNOCK_AFTER << Math.min(knocks, MOST_KNOCKS);
  }

  /// Bits a second that arrived while something waited: the most of late, for a trip may have been
  /// long for other reasons; while it is late, by the newest. 0 when nothing has waited for a
  /// while.
  long rate(long tick) {
    if (tick - ratedAt > RATE_LASTS) {
      return 0;
    }
    return (long) (way(tick) == Way.LATE ? rate : Math.max(best, bestBefore));
  }

  /// A while, if some has arrived meanwhile and the rest is still on its way: it is slow. Longer,
  /// if nothing has: a browser that was busy, or a radio that tried again, goes on as before.
  private long lateAfter() {
    long slow = Math.clamp(trip() + (long) (5 * spread) + LATE_AFTER, SOONEST, LATEST);
    boolean trickles = count > 0 && heardAt > sentAt[first] + BUSY_AFTER;
    return trickles ? slow : Math.max(slow, GONE_AFTER);
  }

  private long trip() {
    return shortest == Long.MAX_VALUE ? 0 : shortest;
  }

  Way way(long tick) {
    long waits = age(tick);
    long usual = trip() + (long) (3 * spread);
    if (waits > lateAfter()) {
      return Way.LATE;
    }
    if (waits > usual + FULL_AFTER) {
      return Way.FULL;
    }
    return Math.max(waits, lastTrip) > usual + BUSY_AFTER ? Way.BUSY : Way.CALM;
  }
}
