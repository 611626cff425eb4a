package nightjar.encode;

/// The bits a second of what was coded lately: of the whole seconds within the last three.
///
/// One thread adds, any may ask.
final class BitRate {
  private static final long SECOND = 1_000_000_000;
  private static final int SECONDS = 3;

  private final long[] bytes = new long[SECONDS];
  private long second = Long.MIN_VALUE; // the one being counted; the least before the first
  private int whole; // seconds before it that were counted
  private long current; // bytes
  private volatile int seen;

  /// @param ticks of the picture, never before the last
  void add(long ticks, long size) {
    long now = Math.floorDiv(ticks, SECOND);
    if (second == Long.MIN_VALUE) {
      second = now;
    } else if (now > second) {
      turn(now - second);
      second = now;
    }
    current += size;
  }

  private void turn(long seconds) {
    long count = Math.min(seconds, SECONDS);
    for (long i = 0; i < count; i++) {
      System.arraycopy(bytes, 0, bytes, 1, SECONDS - 1);
      bytes[0] = i == 0 ? current : 0;
    }
    if (seconds > SECONDS) {
      bytes[SECONDS - 1] = 0;
    }
    current = 0;
    whole = (int) Math.min(SECONDS, whole + seconds);
    seen = (int) Math.min(Integer.MAX_VALUE, sum() * 8 / whole);
  }

  private long sum() {
    long all = 0;
    for (long one : bytes) {
      all += one;
    }
    return all;
  }

  /// 0 before there was a whole second.
  int bitsPerSecond() {
    return seen;
  }
}
