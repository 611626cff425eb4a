package nightjar.stream;

import java.lang.foreign.MemorySegment;
import nightjar.media.AccessUnit;
import org.jspecify.annotations.Nullable;

/// JPEG pictures stand alone: their bytes as they are.
public final class JpegPackaging implements Packaging {
  @Override
  public int measure(AccessUnit unit) {
    return Math.toIntExact(unit.data().byteSize());
  }

  @Override
  public @Nullable Init init() {
    return null;
  }

  @Override
  public void write(AccessUnit unit, int sequence, MemorySegment to) {
    to.copyFrom(unit.data());
  }

  @Override
  public int payloadOffset() {
    return 0;
  }
}
