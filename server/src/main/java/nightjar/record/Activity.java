package nightjar.record;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// How much moved in one camera's pictures of the last minutes. Fed by whoever looks at them, read
/// when a file is closed. Any thread.
public final class Activity {
  private static final long SLOT = 250_000_000; // ticks
  private static final int SLOTS = 2048;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the one below. Slot n is at n modulo their count.
  private final byte[] most = new byte[SLOTS];
  private final long[] slots = new long[SLOTS];

  public Activity() {
    Arrays.fill(slots, Long.MIN_VALUE);
  }

  /// @param ticks when the picture was taken
  /// @param area share of it that moved
  public void saw(long ticks, double area) {
    long slot = Math.floorDiv(ticks, SLOT);
    int at = Math.floorMod(slot, SLOTS);
    byte level = level(area);
    lock.lock();
    try {
      if (slots[at] != slot) {
        slots[at] = slot;
        most[at] = level;
      } else if ((level & 0xff) > (most[at] & 0xff)) {
        most[at] = level;
      }
    } finally {
      lock.unlock();
    }
  }

  /// What moves is mostly a small part of a picture: by its side, not its area. Not 0 when any
  /// does.
  private static byte level(double area) {
    return area <= 0 ? 0 : (byte) Math.clamp(Math.round(255 * Math.sqrt(area)), 1, 255);
  }

  /// The most there was in each second from then on, as unsigned bytes.
  byte[] seconds(long from, int count) {
    var seconds = new byte[count];
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        seconds[i] = between(from + i * 1_000_000_000L, from + (i + 1) * 1_000_000_000L);
      }
    } finally {
      lock.unlock();
    }
    return seconds;
  }

  private byte between(long from, long to) {
    byte found = 0;
    for (long slot = Math.floorDiv(from, SLOT); slot * SLOT < to; slot++) {
      int at = Math.floorMod(slot, SLOTS);
      if (slots[at] == slot && (most[at] & 0xff) > (found & 0xff)) {
        found = most[at];
      }
    }
    return found;
  }
}
