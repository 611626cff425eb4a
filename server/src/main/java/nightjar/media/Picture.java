package nightjar.media;

import nightjar.base.Held;

/// One raw picture, off-heap: I420, planes one after the other without padding.
///
/// Filled by the camera that took it from its pool, and from then on only read.
public final class Picture extends Held {
  private final PicturePool pool;
  private final PictureFormat format;
  private long ticks;
  private long captured;

  Picture(PicturePool pool, PictureFormat format) {
    super(format.bytes());
    this.pool = pool;
    this.format = format;
  }

  public PictureFormat format() {
    return format;
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

  void taken() {
    take();
  }

  void gone() {
    discard();
  }

  @Override
  protected void putBack() {
    pool.putBack(this);
  }
}
