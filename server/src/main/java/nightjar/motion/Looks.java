package nightjar.motion;

/// How many pictures a second were looked at of late. One thread at a time.
public final class Looks {
  private static final int NEWEST = 32;
  private static final double SECOND = 1e9;

  private final long[] ticks = new long[NEWEST];
  private int looks;

  public void add(long at) {
    ticks[looks++ % NEWEST] = at;
  }

  /// Nothing is known any more.
  public void forget() {
    looks = 0;
  }

  /// @param now ticks, by which it is seen that no picture comes any more
  public double perSecond(long now) {
    int known = Math.min(looks, NEWEST);
    if (known < 2) {
      return 0;
    }
    long newest = ticks[(looks - 1) % NEWEST];
    long oldest = ticks[(looks - known) % NEWEST];
    double came = SECOND * (known - 1) / Math.max(1, newest - oldest);
    double comes = SECOND * known / Math.max(1, now - oldest);
    return Math.min(came, comes);
  }
}
