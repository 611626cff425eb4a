package nightjar.media;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import nightjar.base.Held;

/// One raw picture, off-heap: I420, planes one after the other without padding.
///
/// Filled by the camera that took it from its pool, and from then on only read.
public final class Picture extends Held {
  private final PicturePool pool;
  private final PictureFormat format;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final ByteBuffer buffer;
  private long ticks;
  private long captured;

  Picture(PicturePool pool, PictureFormat format) {
    this.pool = pool;
    this.format = format;
    this.memory = arena.allocate(format.bytes(), 64);
    this.buffer = memory.asByteBuffer();
  }

  public PictureFormat format() {
    return format;
  }

  public MemorySegment memory() {
    return memory;
  }

  /// The same bytes. One object for the picture's life: natives may keep its address.
  public ByteBuffer buffer() {
    return buffer;
  }

  public long chromaBlueOffset() {
    return (long) format.width() * format.height();
  }

  public long chromaRedOffset() {
    return chromaBlueOffset() * 5 / 4;
  }

  /// When the camera took it.
  ///
  /// @param ticks on the monotonic clock, in nanoseconds
  /// @param captured wall time in microseconds since 1970
  public void stamp(long ticks, long captured) {
    this.ticks = ticks;
    this.captured = captured;
  }

  public long ticks() {
    return ticks;
  }

  public long captured() {
    return captured;
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
