package nightjar.base;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Off-heap memory handed out in slabs and taken back, so that a steady stream allocates nothing.
///
/// Sizes are rounded up to one of four steps between powers of two (at most a quarter is wasted),
/// so that what one picture gave back fits the next.
public final class SlabPool implements AutoCloseable {
  private static final long SMALLEST = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final long keep;
  // Guarded by lock, as are all below. Idle slabs by size.
  private final TreeMap<Long, Deque<Slab>> idle = new TreeMap<>();
  private long idleBytes;
  private long heldBytes;
  private boolean closed;

  /// @param keep bytes that may lie idle; what comes back beyond that goes to the system
  public SlabPool(long keep) {
    this.keep = keep;
  }

  /// Never waits. The caller is the first holder.
  public Slab take(long bytes) {
    long size = step(bytes);
    Slab slab;
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the pool is closed");
      }
      heldBytes += size;
      var same = idle.get(size);
      slab = same == null ? null : same.poll();
      if (slab != null) {
        idleBytes -= size;
      }
    } finally {
      lock.unlock();
    }
    if (slab == null) {
      slab = new Slab(this, size);
    }
    slab.take();
    return slab;
  }

  void putBack(Slab slab) {
    long size = slab.memory().byteSize();
    boolean kept;
    lock.lock();
    try {
      heldBytes -= size;
      kept = !closed && idleBytes + size <= keep;
      if (kept) {
        idleBytes += size;
        idle.computeIfAbsent(size, _ -> new ArrayDeque<>()).push(slab);
      }
    } finally {
      lock.unlock();
    }
    if (!kept) {
      slab.discard();
    }
  }

  /// Bytes somebody holds now.
  public long heldBytes() {
    return underLock(() -> heldBytes);
  }

  public long idleBytes() {
    return underLock(() -> idleBytes);
  }

  private long underLock(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }

  /// Slabs still held are given to the system when their last holder lets go.
  @Override
  public void close() {
    Iterable<Deque<Slab>> all;
    lock.lock();
    try {
      closed = true;
      all = new TreeMap<>(idle).values();
      idle.clear();
      idleBytes = 0;
    } finally {
      lock.unlock();
    }
    all.forEach(slabs -> slabs.forEach(Slab::discard));
  }

  static long step(long bytes) {
    if (bytes <= SMALLEST) {
      return SMALLEST;
    }
    long quarter = Long.highestOneBit(bytes - 1) >> 2;
    return (bytes + quarter - 1) / quarter * quarter;
  }
}
