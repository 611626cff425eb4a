package nightjar.stream;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import nightjar.media.AccessUnit;

/// JPEG pictures that want an init segment before them, as video does.
public final class JpegWithInit implements Packaging {
  private final Packaging inner = new JpegPackaging();
  private Init init;

  public JpegWithInit(Init init) {
    this.init = init;
  }

  void become(Init next) {
    init = next;
  }

  @Override
  public int measure(AccessUnit unit) throws IOException {
    return inner.measure(unit);
  }

  @Override
  public Init init() {
    return init;
  }

  @Override
  public void write(AccessUnit unit, int sequence, MemorySegment to) {
    inner.write(unit, sequence, to);
  }

  @Override
  public int payloadOffset() {
    return inner.payloadOffset();
  }
}
