package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static nightjar.v4l2.Videodev2.V4L2_FIELD_NONE;
import static nightjar.v4l2.Videodev2.V4L2_MEMORY_MMAP;
import static nightjar.v4l2.Videodev2.VIDIOC_DQBUF;
import static nightjar.v4l2.Videodev2.VIDIOC_QBUF;
import static nightjar.v4l2.Videodev2.VIDIOC_QUERYBUF;
import static nightjar.v4l2.Videodev2.VIDIOC_REQBUFS;
import static nightjar.v4l2.Videodev2.VIDIOC_STREAMOFF;
import static nightjar.v4l2.Videodev2.VIDIOC_STREAMON;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import nightjar.posix.Errno;

/// The buffers that go round between us and one of a device's queues. A buffer is known by its
/// index; it is either the device's (enqueued) or ours. Going round allocates nothing.
public final class BufferQueue implements AutoCloseable {
  private static final long MICROS = 1_000_000;

  private static final long COUNT = Structs.at(Structs.REQUESTBUFFERS, "count");
  private static final long REQUEST_TYPE = Structs.at(Structs.REQUESTBUFFERS, "type");
  private static final long REQUEST_MEMORY = Structs.at(Structs.REQUESTBUFFERS, "memory");

  private static final long INDEX = Structs.at(Structs.BUFFER, "index");
  private static final long TYPE = Structs.at(Structs.BUFFER, "type");
  private static final long BYTES_USED = Structs.at(Structs.BUFFER, "bytesused");
  private static final long FLAGS = Structs.at(Structs.BUFFER, "flags");
  private static final long FIELD = Structs.at(Structs.BUFFER, "field");
  private static final long SECONDS = Structs.at(Structs.BUFFER, "timestamp.tv_sec");
  private static final long MICROSECONDS = Structs.at(Structs.BUFFER, "timestamp.tv_usec");
  private static final long SEQUENCE = Structs.at(Structs.BUFFER, "sequence");
  private static final long MEMORY = Structs.at(Structs.BUFFER, "memory");
  private static final long OFFSET = Structs.at(Structs.BUFFER, "m.offset");
  private static final long PLANES = Structs.at(Structs.BUFFER, "m.planes");
  private static final long LENGTH = Structs.at(Structs.BUFFER, "length");

  private static final long PLANE_BYTES_USED = Structs.at(Structs.PLANE, "bytesused");
  private static final long PLANE_LENGTH = Structs.at(Structs.PLANE, "length");
  private static final long PLANE_OFFSET = Structs.at(Structs.PLANE, "m.mem_offset");
  private static final long PLANE_DATA_OFFSET = Structs.at(Structs.PLANE, "data_offset");

  private final VideoNode node;
  private final BufferType type;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(Structs.BUFFER);
  private final MemorySegment plane = arena.allocate(Structs.PLANE.byteSize(), Long.BYTES);
  private final MemorySegment[] memory;

  // Of the buffer last dequeued.
  private int bytes;
  private int offset;
  private int flags;
  private int sequence;
  private long micros;

  /// The queue of a device whose format is set.
  ///
  /// @param count buffers asked for; the device may give more or fewer
  public BufferQueue(VideoNode node, BufferType type, int count) throws IOException {
    this.node = node;
    this.type = type;
    this.memory = new MemorySegment[request(count)];
    try {
      if (memory.length == 0) {
        throw new IOException(node.name() + " has no memory for pictures");
      }
      for (int i = 0; i < memory.length; i++) {
        memory[i] = map(i);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private int request(int count) throws IOException {
    var struct = node.fresh();
    struct.set(JAVA_INT, COUNT, count);
    struct.set(JAVA_INT, REQUEST_TYPE, type.number);
    struct.set(JAVA_INT, REQUEST_MEMORY, V4L2_MEMORY_MMAP);
    try {
      node.ask(VIDIOC_REQBUFS, struct, "get memory for pictures of");
    } catch (IOException e) {
      arena.close();
      throw e;
    }
    return struct.get(JAVA_INT, COUNT);
  }

  private MemorySegment map(int index) throws IOException {
    describe(index);
    node.ask(VIDIOC_QUERYBUF, buffer, "learn about memory of");
    boolean multi = type.multiplanar;
    int length = multi ? plane.get(JAVA_INT, PLANE_LENGTH) : buffer.get(JAVA_INT, LENGTH);
    int at = multi ? plane.get(JAVA_INT, PLANE_OFFSET) : buffer.get(JAVA_INT, OFFSET);
    return node.device().map(Integer.toUnsignedLong(length), Integer.toUnsignedLong(at), arena);
  }

  private void describe(int index) {
    buffer.fill((byte) 0);
    buffer.set(JAVA_INT, INDEX, index);
    buffer.set(JAVA_INT, TYPE, type.number);
    buffer.set(JAVA_INT, MEMORY, V4L2_MEMORY_MMAP);
    if (type.multiplanar) {
      plane.fill((byte) 0);
      buffer.set(JAVA_LONG, PLANES, plane.address());
      buffer.set(JAVA_INT, LENGTH, 1);
    }
  }

  public int count() {
    return memory.length;
  }

  /// All of a buffer's memory, until this is closed. An encoder's input may not be cached: write
  /// it, never read it.
  public MemorySegment memory(int index) {
    return memory[index];
  }

  /// Gives an empty buffer to a device that fills it.
  public void enqueue(int index) throws IOException {
    describe(index);
    node.ask(VIDIOC_QBUF, buffer, "queue a buffer of");
  }

  /// Gives a buffer with an image in it to a device that takes it.
  ///
  /// @param bytes of the image
  /// @param micros when it was taken
  public void enqueue(int index, int bytes, long micros) throws IOException {
    describe(index);
    buffer.set(JAVA_INT, FIELD, V4L2_FIELD_NONE);
    buffer.set(JAVA_LONG, SECONDS, micros / MICROS);
    buffer.set(JAVA_LONG, MICROSECONDS, micros % MICROS);
    if (type.multiplanar) {
      plane.set(JAVA_INT, PLANE_BYTES_USED, bytes);
      plane.set(JAVA_INT, PLANE_LENGTH, (int) memory[index].byteSize());
    } else {
      buffer.set(JAVA_INT, BYTES_USED, bytes);
    }
    node.ask(VIDIOC_QBUF, buffer, "queue a picture on");
  }

  /// Takes back the buffer that the device is done with first. Never waits.
  ///
  /// @return its index, or -1 when there is none
  public int dequeue() throws IOException {
    describe(0);
    int result = node.device().ioctl(VIDIOC_DQBUF, buffer);
    if (result == -Errno.EAGAIN) {
      return -1;
    }
    if (result < 0) {
      throw node.failure("get a picture of", -result);
    }
    int index = buffer.get(JAVA_INT, INDEX);
    flags = buffer.get(JAVA_INT, FLAGS);
    sequence = buffer.get(JAVA_INT, SEQUENCE);
    micros = buffer.get(JAVA_LONG, SECONDS) * MICROS + buffer.get(JAVA_LONG, MICROSECONDS);
    offset = type.multiplanar ? plane.get(JAVA_INT, PLANE_DATA_OFFSET) : 0;
    int end =
        type.multiplanar ? plane.get(JAVA_INT, PLANE_BYTES_USED) : buffer.get(JAVA_INT, BYTES_USED);
    checkBounds(index, end);
    bytes = end - offset;
    return index;
  }

  private void checkBounds(int index, int end) throws IOException {
    if (index < 0
        || index >= memory.length
        || offset < 0
        || end < offset
        || end > memory[index].byteSize()) {
      throw new IOException(
          "%s says of buffer %d of %d that %d to %d are in use"
              .formatted(node.name(), index, memory.length, offset, end));
    }
  }

  /// In use in the buffer last dequeued.
  public int bytes() {
    return bytes;
  }

  /// Where they begin.
  public int offset() {
    return offset;
  }

  /// V4L2_BUF_FLAG_*.
  public int flags() {
    return flags;
  }

  public long micros() {
    return micros;
  }

  /// One more for each picture the device took, whether there was a buffer for it or not.
  public int sequence() {
    return sequence;
  }

  public void start() throws IOException {
    stream(VIDIOC_STREAMON, "start");
  }

  private void stream(long request, String what) throws IOException {
    var struct = node.fresh();
    struct.set(JAVA_INT, 0, type.number);
    node.ask(request, struct, what);
  }

  /// Ends the flow and gives the memory back. The device may be gone: that is no failure here.
  @Override
  public void close() {
    if (!arena.scope().isAlive()) {
      return;
    }
    var struct = node.fresh();
    struct.set(JAVA_INT, 0, type.number);
    node.device().ioctl(VIDIOC_STREAMOFF, struct);
    arena.close();
    struct = node.fresh();
    struct.set(JAVA_INT, REQUEST_TYPE, type.number);
    struct.set(JAVA_INT, REQUEST_MEMORY, V4L2_MEMORY_MMAP);
    node.device().ioctl(VIDIOC_REQBUFS, struct); // none
  }
}
