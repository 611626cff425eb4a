package nightjar.base;

import java.nio.ByteBuffer;

/// A piece of a [SlabPool].
public final class Slab extends Held {
  private final SlabPool pool;

  Slab(SlabPool pool, long bytes) {
    super(bytes);
    this.pool = pool;
  }

  /// Some of its bytes, to read: position and limit are the caller's own.
  public ByteBuffer view(int from, int length) {
    return memory().asSlice(from, length).asByteBuffer().asReadOnlyBuffer();
  }

  @Override
  protected void putBack() {
    pool.putBack(this);
  }
}
