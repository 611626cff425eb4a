package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Opens and closes as another pretended device does, but gives the same image each time and takes
/// everything, allocating nothing itself: for counting what its user allocates.
public final class QuickDevice implements Device {
  private static final int QBUF = 0xc058560f;
  private static final int DQBUF = 0xc0585611;

  private final Device other;
  private final byte[] image;
  private final int[] empty = new int[16]; // indexes of buffers to fill, oldest first
  private final MemorySegment[] planes = new MemorySegment[2];
  private int head;
  private int tail;
  private int taken;
  private long seconds;
  private long micros;

  public QuickDevice(Device other, byte[] image) {
    this.other = other;
    this.image = image;
  }

  @Override
  public String name() {
    return other.name();
  }

  @Override
  public int ioctl(long request, MemorySegment arg) {
    return switch ((int) request) {
      case QBUF -> queue(arg);
      case DQBUF -> dequeue(arg);
      default -> other.ioctl(request, arg);
    };
  }

  private static boolean isCapture(MemorySegment buffer) {
    return buffer.get(JAVA_INT, 4) % 8 == 1;
  }

  private int queue(MemorySegment buffer) {
    int index = buffer.get(JAVA_INT, 0);
    if (isCapture(buffer)) {
      empty[tail++ & 15] = index;
    } else {
      taken = index;
      seconds = buffer.get(JAVA_LONG, 24);
      micros = buffer.get(JAVA_LONG, 32);
    }
    return 0;
  }

  private int dequeue(MemorySegment buffer) {
    buffer.set(JAVA_INT, 0, isCapture(buffer) ? empty[head++ & 15] : taken);
    buffer.set(JAVA_LONG, 24, seconds);
    buffer.set(JAVA_LONG, 32, micros);
    if (buffer.get(JAVA_INT, 4) > 8) {
      plane(buffer.get(JAVA_LONG, 64)).set(JAVA_INT, 0, image.length);
    } else {
      buffer.set(JAVA_INT, 8, image.length);
    }
    return 0;
  }

  /// There is one such structure for each queue.
  private MemorySegment plane(long address) {
    for (int i = 0; i < planes.length; i++) {
      if (planes[i] == null) {
        planes[i] = at(address);
      }
      if (planes[i].address() == address) {
        return planes[i];
      }
    }
    throw new AssertionError("more structures than queues");
  }

  @SuppressWarnings("restricted")
  private static MemorySegment at(long address) {
    return MemorySegment.ofAddress(address).reinterpret(64);
  }

  @Override
  public int await(int events, int millis) {
    return events;
  }

  @Override
  public MemorySegment map(long length, long offset, Arena lifetime) throws IOException {
    var memory = other.map(length, offset, lifetime);
    MemorySegment.copy(image, 0, memory, JAVA_BYTE, 0, image.length);
    return memory;
  }

  @Override
  public void close() {
    other.close();
  }
}
