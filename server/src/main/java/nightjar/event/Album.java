package nightjar.event;

import java.util.concurrent.locks.ReentrantLock;

/// An event's three pictures: the first with motion, the one of highest score, the last. Any
/// thread.
final class Album {
  static final int PICTURES = 3;
  static final int FIRST = 0;
  static final int BEST = 1;
  static final int LAST = 2;
  static final byte[] NONE = {};
  private static final int LARGEST = 4 << 20; // bytes
  private static final long EVERY = 2_000_000_000; // ticks
  private static final long BETWEEN = 700_000_000;
  private static final double BETTER = 1.25; // times the best so far

  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private final byte[][] pictures = {NONE, NONE, NONE};
  private final int[] versions = new int[PICTURES];
  private boolean asked;
  private long askedAt;
  private double best;

  /// Call for each moment of motion; has a picture taken when one is due.
  void look(long ticks, double score, Photographer photographer) {
    boolean better;
    lock.lock();
    try {
      long since = ticks - askedAt;
      boolean due = !asked || since >= EVERY || (since >= BETWEEN && score >= best * BETTER);
      if (!due) {
        return;
      }
      better = !asked || score > best;
      best = Math.max(best, score);
      asked = true;
      askedAt = ticks;
    } finally {
      lock.unlock();
    }
    photographer.take(jpeg -> keep(jpeg, better));
  }

  private void keep(byte[] jpeg, boolean better) {
    if (jpeg.length == 0 || jpeg.length > LARGEST) {
      return;
    }
    lock.lock();
    try {
      if (pictures[FIRST].length == 0) {
        put(FIRST, jpeg);
      }
      if (better || pictures[BEST].length == 0) {
        put(BEST, jpeg);
      }
      put(LAST, jpeg);
    } finally {
      lock.unlock();
    }
  }

  private void put(int number, byte[] jpeg) {
    pictures[number] = jpeg;
    versions[number]++;
  }

  /// Another number for each picture that took this place; 0 before the first.
  int version(int number) {
    lock.lock();
    try {
      return versions[number];
    } finally {
      lock.unlock();
    }
  }

  /// Empty when there is none.
  byte[] picture(int number) {
    lock.lock();
    try {
      return pictures[number];
    } finally {
      lock.unlock();
    }
  }

  int count() {
    int there = 0;
    for (int i = 0; i < PICTURES; i++) {
      there += picture(i).length == 0 ? 0 : 1;
    }
    return there;
  }
}
