package nightjar.decode;

/// What a decoder does and what it takes, measured over some seconds at a time. Any thread.
public final class Work {
  private static final long WINDOW = 5_000_000_000L; // nanoseconds

  private long began = Long.MIN_VALUE;
  private long lastIdr = Long.MIN_VALUE;
  private long nanos;
  private long units;
  private boolean others; // than IDRs were decoded
  private Figures figures = Figures.NONE;
  private double idrsApart;

  /// @param share of a core
  /// @param perSecond units decoded
  /// @param onlyIdrs nothing else was decoded
  /// @param idrsApart seconds from one IDR to the next; 0 until two came
  public record Figures(double share, double perSecond, boolean onlyIdrs, double idrsApart) {
    static final Figures NONE = new Figures(0, 0, false, 0);
  }

  /// @param spent nanoseconds of work; 0 for a unit that was left out
  public synchronized void unit(boolean idr, long spent, long ticks) {
    if (idr) {
      idrsApart = lastIdr == Long.MIN_VALUE ? 0 : (ticks - lastIdr) / 1e9;
      lastIdr = ticks;
    }
    if (began == Long.MIN_VALUE) {
      began = ticks;
    }
    nanos += spent;
    units += spent > 0 ? 1 : 0;
    others |= spent > 0 && !idr;
    if (ticks - began >= WINDOW) {
      double lasted = ticks - began;
      figures = new Figures(nanos / lasted, units * 1e9 / lasted, !others, idrsApart);
      forget(ticks);
    }
  }

  /// The decoder is closed.
  synchronized void pause() {
    lastIdr = Long.MIN_VALUE;
    figures = Figures.NONE;
    forget(Long.MIN_VALUE);
  }

  private void forget(long from) {
    began = from;
    nanos = 0;
    units = 0;
    others = false;
  }

  public synchronized Figures figures() {
    return figures;
  }
}
