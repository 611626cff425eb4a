package nightjar.encode.v4l2;

import java.util.concurrent.locks.ReentrantLock;

/// How much one encoder in hardware can do, shared by all that use it.
///
/// Counted as H.264 does, in macroblocks of 16x16 samples a second (Table A-1, MaxMBPS). An encoder
/// that is asked for more takes the pictures and falls behind, so nobody is let in beyond it.
public final class MacroblockBudget {
  /// Level 4.0: what the Raspberry Pi's encoder does, 1920x1080 at 30.
  public static final int LEVEL_4_0 = 245_760;

  private static final int MACROBLOCK = 16;

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private int inUse; // guarded by lock

  /// @param most macroblocks a second
  public MacroblockBudget(int most) {
    if (most <= 0) {
      throw new IllegalArgumentException("macroblocks a second must be positive: " + most);
    }
    this.most = most;
  }

  public int most() {
    return most;
  }

  public int inUse() {
    lock.lock();
    try {
      return inUse;
    } finally {
      lock.unlock();
    }
  }

  /// @throws OverBudgetException there is not that much left; the message has the arithmetic
  public Share take(int width, int height, double fps) throws OverBudgetException {
    var share = new Share(macroblocks(width), macroblocks(height));
    int needed = share.needs(fps);
    int others = share.exchange(needed);
    if (others >= 0) {
      throw new OverBudgetException(
          "%dx%d at %s is %d x %d macroblocks x %s = %d a second; with %d in use that is %d, and the encoder does %d"
              .formatted(
                  width,
                  height,
                  words(fps),
                  share.across,
                  share.down,
                  words(fps),
                  needed,
                  others,
                  others + needed,
                  most));
    }
    return share;
  }

  private static int macroblocks(int samples) {
    return (samples + MACROBLOCK - 1) / MACROBLOCK;
  }

  private static String words(double fps) {
    return fps == Math.rint(fps) ? Integer.toString((int) fps) : Double.toString(fps);
  }

  /// What one stream takes of it.
  public final class Share implements AutoCloseable {
    private final int across;
    private final int down;
    private int taken; // guarded by lock

    private Share(int across, int down) {
      this.across = across;
      this.down = down;
    }

    private int needs(double fps) {
      return (int) Math.ceil(across * down * fps);
    }

    /// Takes more, or less.
    ///
    /// @return false when there is not that much left; what was taken stays so
    public boolean change(double fps) {
      return exchange(needs(fps)) < 0;
    }

    /// @return -1, or what others have in use when that leaves too little
    private int exchange(int next) {
      lock.lock();
      try {
        int others = inUse - taken;
        if (others + next > most) {
          return others;
        }
        inUse = others + next;
        taken = next;
        return -1;
      } finally {
        lock.unlock();
      }
    }

    /// Gives all of it back; twice is no harm.
    @Override
    public void close() {
      exchange(0);
    }
  }
}
