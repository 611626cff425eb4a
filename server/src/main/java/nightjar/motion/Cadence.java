package nightjar.motion;

/// Which pictures are looked at: so many a second at most, and fewer where looking costs too much.
public final class Cadence {
  private static final double BUDGET = 0.1; // of a core
  private static final double LEAST = 2; // pictures a second
  private static final double NEWEST = 0.05; // part that the last look has in the cost
  private static final double EARLY = 0.4; // of an interval, at which a picture is on time
  private static final double SECOND = 1e9;

  private double most;
  private double cost; // nanoseconds a look
  private long due = Long.MIN_VALUE;

  public Cadence(double fps) {
    this.most = fps;
  }

  /// @param fps pictures a second at most
  public void use(double fps) {
    most = fps;
  }

  /// @param ticks of a picture, in nanoseconds
  public boolean due(long ticks) {
    double interval = SECOND / fps();
    if (due != Long.MIN_VALUE && ticks < due - interval * EARLY && due - ticks < 2 * SECOND) {
      return false;
    }
    boolean onTime = due != Long.MIN_VALUE && ticks < due + interval;
    due = (onTime ? due : ticks) + (long) interval;
    return true;
  }

  /// @param nanos that a look took
  public void spent(long nanos) {
    cost = cost == 0 ? nanos : cost + (nanos - cost) * NEWEST;
  }

  /// Pictures a second that are looked at, as far as so many come.
  public double fps() {
    double affordable = cost == 0 ? most : BUDGET * SECOND / cost;
    return Math.min(most, Math.max(LEAST, affordable));
  }

  /// What a look costs, in milliseconds.
  public double milliseconds() {
    return cost / 1e6;
  }
}
