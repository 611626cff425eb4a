package nightjar.base;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// A piece of off-heap memory that several threads may hold.
public final class Slab extends Held {
  private final SlabPool pool;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final ByteBuffer buffer;

  Slab(SlabPool pool, long bytes) {
    this.pool = pool;
    this.memory = arena.allocate(bytes, 64);
    this.buffer = memory.asByteBuffer();
  }

  /// All of it, which may be more than was asked for.
  public MemorySegment memory() {
    return memory;
  }

  /// The same bytes, to read: position and limit are the caller's own.
  public ByteBuffer view(int from, int length) {
    return buffer.slice(from, length).asReadOnlyBuffer();
  }

  void nowTaken() {
    taken();
  }

  void discard() {
    arena.close();
  }

  @Override
  protected void free() {
    pool.putBack(this);
  }
}
