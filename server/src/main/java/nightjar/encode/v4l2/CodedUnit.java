package nightjar.encode.v4l2;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nightjar.codec.h264.NalIndex;
import nightjar.codec.h264.NalType;

/// Collects one access unit, which some drivers leave in two buffers: parameter sets, and slices.
final class CodedUnit implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory;
  private final NalIndex index = new NalIndex();
  private final MemorySegment none;
  private MemorySegment view;
  private boolean picture;
  private boolean idr;

  /// @param most bytes of one buffer
  CodedUnit(long most) {
    this.memory = arena.allocate(2 * most);
    this.none = memory.asSlice(0, 0);
    this.view = none;
  }

  void clear() {
    view = none;
    picture = false;
    idr = false;
  }

  /// @param key the driver says that it is an IDR
  void add(MemorySegment from, long at, long bytes, boolean key) throws IOException {
    long length = view.byteSize();
    if (length + bytes > memory.byteSize()) {
      throw new IOException("a coded picture of over %d bytes".formatted(memory.byteSize()));
    }
    MemorySegment.copy(from, at, memory, length, bytes);
    view = memory.asSlice(0, length + bytes);
    index.read(view);
    for (int i = 0; i < index.count(); i++) {
      picture |= index.type(i) >= 1 && index.type(i) <= NalType.IDR; // a slice of any kind
      idr |= index.type(i) == NalType.IDR;
    }
    idr |= key && picture;
  }

  /// Whether there are slices among what came.
  boolean hasPicture() {
    return picture;
  }

  boolean idr() {
    return idr;
  }

  /// Annex B; valid until the next is collected.
  MemorySegment bytes() {
    return view;
  }

  @Override
  public void close() {
    arena.close();
  }
}
