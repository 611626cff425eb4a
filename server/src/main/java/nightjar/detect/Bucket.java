package nightjar.detect;

/// How often a model may be asked: tokens come at a rate, and two of them keep.
///
/// Two, because an object needs two answers: what was saved while nothing moved tells at once.
public final class Bucket {
  private static final double KEEPS = 2;

  private double perSecond;
  private double tokens = KEEPS;
  private long since;
  private boolean begun;

  public Bucket(double perSecond) {
    rate(perSecond);
  }

  /// @param next 0 for none any more
  public void rate(double next) {
    if (!(next >= 0 && next <= 1_000)) {
      throw new IllegalArgumentException("questions a second are from 0 to 1000, not " + next);
    }
    perSecond = next;
  }

  /// @param ticks now; what lies before an earlier one gives nothing
  /// @return whether there was one to take
  public boolean take(long ticks) {
    if (!begun) {
      begun = true;
      since = ticks;
    }
    double apart = ticks - since;
    if (apart > 0) {
      tokens = Math.min(KEEPS, tokens + apart / 1e9 * perSecond);
      since = ticks;
    }
    if (tokens < 1 || perSecond == 0) {
      return false;
    }
    tokens--;
    return true;
  }
}
