package nightjar.base;

import java.util.concurrent.atomic.AtomicInteger;

/// Something reused once nobody holds it any more.
///
/// Whoever takes one from its pool is its first holder. Handing it to somebody who keeps it for
/// longer than the call is theirs to say with `hold`; each hold is let go exactly once.
public abstract class Held {
  private final AtomicInteger holders = new AtomicInteger();

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
      free();
    }
  }

  /// The pool hands it out: one holder.
  protected final void taken() {
    if (!holders.compareAndSet(0, 1)) {
      throw new IllegalStateException("taken while held");
    }
  }

  /// The last holder let go.
  protected abstract void free();
}
