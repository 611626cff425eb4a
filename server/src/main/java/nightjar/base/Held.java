package nightjar.base;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/// Off-heap memory that several threads may hold, reused once nobody does any more.
///
/// Whoever takes one from its pool is its first holder. Handing it to somebody who keeps it for
/// longer than the call is theirs to say with `hold`; each hold is let go exactly once.
public abstract class Held {
  private static final int CACHE_LINE = 64;

  private final AtomicInteger holders = new AtomicInteger();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;

  protected Held(long bytes) {
    this.memory = arena.allocate(bytes, CACHE_LINE);
  }

  /// All of it, which may be more than was asked for.
  public final MemorySegment memory() {
    return memory;
  }

  /// The same bytes; position and limit are the caller's own.
  public final ByteBuffer buffer() {
    return memory.asByteBuffer();
  }

  /// A hold too many or too few would give one's memory to another: a bug worth a crash.
  public final void hold() {
    if (holders.getAndIncrement() <= 0) {
      throw new IllegalStateException("held after its last holder let go");
    }
  }

  public final void release() {
    int left = holders.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException("released more often than held");
    }
    if (left == 0) {
      putBack();
    }
  }

  /// The pool hands it out: one holder.
  protected final void take() {
    if (!holders.compareAndSet(0, 1)) {
      throw new IllegalStateException("taken while held");
    }
  }

  /// The last holder let go.
  protected abstract void putBack();

  /// The pool gives the memory to the system.
  protected final void discard() {
    arena.close();
  }
}
