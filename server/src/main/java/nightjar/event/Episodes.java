package nightjar.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Grids worth keeping, on their way from a camera's thread to the disk's: those while something
/// stirs, and those of two seconds before and after.
///
/// Bounded by grids of which each is copied into memory used again. One that finds no room is left
/// out: the next is told as the change since the last one kept.
final class Episodes {
  static final long BETWEEN = 195_000_000; // ticks: five a second, of pictures that jitter
  static final long AROUND = 2_000_000_000;
  private static final int MOST_BEFORE = 11;
  private static final int MOST_WAITING = 48;

  private final boolean wanted;
  private final ReentrantLock lock = new ReentrantLock();
  // All below guarded by lock.
  private final Deque<Kept> before = new ArrayDeque<>();
  private final Deque<Kept> waiting = new ArrayDeque<>();
  private final Deque<short[]> spare = new ArrayDeque<>();
  private int[][] sparePlanes = {};
  private boolean open;
  private boolean begun; // what is known of the scene is on its way
  private long stirred;
  private long last = Long.MIN_VALUE;
  private long leftOut;

  /// @param noise in levels
  /// @param scene what the engine knew when the episode began: for the first of one alone
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Kept(
      long ticks, long at, int columns, short[] blocks, double noise, @Nullable Scene scene) {}

  /// What the engine knows of before: a plane for each thing.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Scene(int[][] planes) {}

  /// @param wanted false keeps nothing
  Episodes(boolean wanted) {
    this.wanted = wanted;
  }

  void add(Moment moment, Grid grid) {
    if (!wanted) {
      return;
    }
    lock.lock();
    try {
      long ticks = moment.ticks();
      boolean stirs =
          switch (moment.state()) {
            case STIRRING, MOVING, STILL -> true;
            case QUIET, LEARNING -> false;
          };
      if (stirs) {
        stirred = ticks;
        open = true;
      } else if (open && ticks - stirred > AROUND) {
        close();
      }
      if (last == Long.MIN_VALUE || ticks - last >= BETWEEN) {
        last = ticks;
        keep(moment, grid);
      }
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    open = false;
    begun = false;
  }

  private void keep(Moment moment, Grid grid) {
    var kept =
        new Kept(moment.ticks(), moment.at(), grid.columns(), copied(grid), moment.noise(), null);
    before.addLast(kept);
    while (before.size() > MOST_BEFORE
        || kept.ticks - before.getFirst().ticks > AROUND
        || kept.columns != before.getFirst().columns
        || kept.blocks.length != before.getFirst().blocks.length) {
      spare(before.removeFirst());
    }
    while (open && !before.isEmpty()) {
      hand(before.removeFirst(), grid);
    }
  }

  private short[] copied(Grid grid) {
    var blocks = grid.blocks();
    short[] copy = spare.isEmpty() ? new short[blocks.length] : spare.removeLast();
    if (copy.length != blocks.length) {
      spare.clear();
      copy = new short[blocks.length];
    }
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (short) blocks[i];
    }
    return copy;
  }

  private void spare(Kept kept) {
    if (spare.size() < MOST_BEFORE) {
      spare.addLast(kept.blocks);
    }
  }

  private void hand(Kept kept, Grid grid) {
    if (waiting.size() >= MOST_WAITING) {
      spare(kept);
      leftOut++;
      return;
    }
    if (begun) {
      waiting.addLast(kept);
      return;
    }
    begun = true;
    var scene = new Scene(Planes.copied(grid.known(), sparePlanes));
    sparePlanes = new int[0][];
    waiting.addLast(new Kept(kept.ticks, kept.at, kept.columns, kept.blocks, kept.noise, scene));
  }

  /// The camera's pictures end here; what comes later is another episode.
  void interrupt() {
    lock.lock();
    try {
      close();
      before.clear();
      last = Long.MIN_VALUE;
    } finally {
      lock.unlock();
    }
  }

  /// What comes next starts with the scene again: the disk did not take what came before.
  void again() {
    lock.lock();
    try {
      begun = false;
    } finally {
      lock.unlock();
    }
  }

  /// The oldest that waits. Give it back when done with it.
  Optional<Kept> next() {
    lock.lock();
    try {
      return Optional.ofNullable(waiting.pollFirst());
    } finally {
      lock.unlock();
    }
  }

  void giveBack(Kept kept) {
    lock.lock();
    try {
      spare(kept);
      if (kept.scene != null) {
        sparePlanes = kept.scene.planes;
      }
    } finally {
      lock.unlock();
    }
  }

  long leftOut() {
    lock.lock();
    try {
      return leftOut;
    } finally {
      lock.unlock();
    }
  }
}
