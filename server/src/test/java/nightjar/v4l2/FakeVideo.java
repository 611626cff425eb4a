package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The kernel's side of an open video device. Written from linux/videodev2.h with numbers of its
/// own, so that a wrong one in the program is seen; refuses what a driver refuses, in any order of
/// calls it would not take.
public abstract class FakeVideo implements Device {
  protected static final int EIO = -5;
  protected static final int EAGAIN = -11;
  protected static final int EBUSY = -16;
  protected static final int ENODEV = -19;
  protected static final int EINVAL = -22;
  private static final int ENOTTY = -25;

  /// What all that are open of one model share.
  public static final class Shared {
    public final TreeMap<Integer, FakeControl> controls = new TreeMap<>();
    public final AtomicInteger open = new AtomicInteger();
    public volatile boolean gone;

    public Shared with(FakeControl control) {
      controls.put(control.id, control);
      return this;
    }

    public FakeControl control(String name) {
      return controls.values().stream().filter(c -> c.name.equals(name)).findFirst().orElseThrow();
    }
  }

  /// One queue.
  protected static final class Ring {
    public final List<MemorySegment> memory = new ArrayList<>();
    public final Deque<Integer> queued = new ArrayDeque<>();
    public final Deque<Done> done = new ArrayDeque<>();
    public final AtomicInteger mapped = new AtomicInteger();
    public boolean streaming;
    public int fourcc;
    public int width;
    public int height;
    public int stride;
    public int size;
    public int sequence;
    // Of each buffer, as it was last queued.
    final Map<Integer, Done> given = new HashMap<>();
  }

  /// What a buffer carries.
  public record Done(int index, int bytes, int flags, long sec, long usec) {}

  protected final Shared shared;
  private final String name;
  private final Arena arena = Arena.ofShared();
  private final Map<Integer, Ring> rings = new HashMap<>();
  public final List<String> calls = new ArrayList<>();
  private boolean closed;

  protected FakeVideo(String name, Shared shared) {
    this.name = name;
    this.shared = shared;
    shared.open.incrementAndGet();
  }

  protected abstract String driver();

  protected abstract String card();

  protected abstract int caps();

  /// Fourccs, by kind of queue.
  protected abstract List<String> formats(int type);

  /// Fills in what the device makes of the width, height, stride and size asked for.
  protected abstract int adjust(int type, Ring ring);

  /// A buffer was queued, of a queue that is streaming or will be.
  protected abstract int queued(int type, Ring ring, int index);

  protected Ring ring(int type) {
    return rings.computeIfAbsent(type, _ -> new Ring());
  }

  protected boolean multiplanar(int type) {
    return type == 9 || type == 10;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int ioctl(long request, MemorySegment arg) {
    check(!closed, "used after it was closed");
    if (shared.gone) {
      return ENODEV;
    }
    return switch ((int) request) {
      case 0x80685600 -> queryCap(arg);
      case 0xc0405602 -> enumFmt(arg);
      case 0xc0d05605 -> setFmt(arg);
      case 0xc0145608 -> reqBufs(arg);
      case 0xc0585609 -> queryBuf(arg);
      case 0xc058560f -> qbuf(arg);
      case 0xc0585611 -> dqbuf(arg);
      case 0x40045612 -> stream(arg, true);
      case 0x40045613 -> stream(arg, false);
      case 0xc0cc5615 -> parm(arg, false);
      case 0xc0cc5616 -> parm(arg, true);
      case 0xc008561b -> getControl(arg);
      case 0xc008561c -> setControl(arg);
      case 0xc0445624 -> queryCtrl(arg);
      case 0xc02c5625 -> queryMenu(arg);
      case 0xc02c564a -> frameSize(arg);
      case 0xc034564b -> frameInterval(arg);
      case 0xc040565f -> selection(arg);
      default -> ENOTTY;
    };
  }

  private int queryCap(MemorySegment arg) {
    put(arg, 0, driver());
    put(arg, 16, card());
    put(arg, 48, "bus of " + card());
    arg.set(JAVA_INT, 84, 0x8000_0000 | caps() | 0x1000_0000);
    arg.set(JAVA_INT, 88, caps());
    return 0;
  }

  protected static void put(MemorySegment to, long at, String text) {
    MemorySegment.copy(MemorySegment.ofArray(text.getBytes(US_ASCII)), 0, to, at, text.length());
  }

  protected static int fourcc(String letters) {
    return MemorySegment.ofArray(letters.getBytes(US_ASCII))
        .get(java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED, 0);
  }

  private int enumFmt(MemorySegment arg) {
    var all = formats(arg.get(JAVA_INT, 4));
    int index = arg.get(JAVA_INT, 0);
    if (index >= all.size()) {
      return EINVAL;
    }
    put(arg, 12, "format " + all.get(index));
    arg.set(JAVA_INT, 44, fourcc(all.get(index)));
    return 0;
  }

  private int setFmt(MemorySegment arg) {
    int type = arg.get(JAVA_INT, 0);
    calls.add("S_FMT " + type);
    var ring = ring(type);
    if (!ring.memory.isEmpty()) {
      return EBUSY;
    }
    if (formats(type).isEmpty()) {
      return EINVAL;
    }
    boolean multi = multiplanar(type);
    checkZero(arg, 36, 208, multi ? 188 : -1);
    int wanted = arg.get(JAVA_INT, 16);
    ring.width = arg.get(JAVA_INT, 8);
    ring.height = arg.get(JAVA_INT, 12);
    ring.stride = arg.get(JAVA_INT, multi ? 32 : 24);
    ring.size = arg.get(JAVA_INT, 28);
    check(!multi || arg.get(JAVA_BYTE, 188) == 1, "one plane");
    boolean known = formats(type).stream().anyMatch(f -> fourcc(f) == wanted);
    ring.fourcc = known ? wanted : fourcc(formats(type).getFirst());
    int result = adjust(type, ring);
    arg.set(JAVA_INT, 8, ring.width);
    arg.set(JAVA_INT, 12, ring.height);
    arg.set(JAVA_INT, 16, ring.fourcc);
    arg.set(JAVA_INT, multi ? 32 : 24, ring.stride);
    arg.set(JAVA_INT, 28, ring.size);
    arg.set(JAVA_INT, multi ? 24 : 32, colorspace());
    if (multi) {
      arg.set(JAVA_BYTE, 191, (byte) quantization());
    } else {
      arg.set(JAVA_INT, 48, quantization());
    }
    return result;
  }

  protected int colorspace() {
    return 8; // sRGB, as webcams say
  }

  protected int quantization() {
    return 0;
  }

  private int reqBufs(MemorySegment arg) {
    int type = arg.get(JAVA_INT, 4);
    int count = arg.get(JAVA_INT, 0);
    calls.add("REQBUFS " + type + " " + count);
    check(arg.get(JAVA_INT, 8) == 1, "memory to map");
    checkZero(arg, 12, 20, -1);
    var ring = ring(type);
    if (count == 0) {
      check(ring.mapped.get() == 0, "memory is unmapped before it is given back");
      ring.memory.clear();
      ring.streaming = false;
      return 0;
    }
    if (!ring.memory.isEmpty() || ring.size <= 0) {
      return ring.size <= 0 ? EINVAL : EBUSY;
    }
    int given = Math.max(count, 2);
    for (int i = 0; i < given; i++) {
      ring.memory.add(arena.allocate(pages(ring.size), 4096));
    }
    arg.set(JAVA_INT, 0, given);
    return 0;
  }

  private static long pages(long size) {
    return (size + 4095) / 4096 * 4096;
  }

  private int queryBuf(MemorySegment arg) {
    int type = arg.get(JAVA_INT, 4);
    int index = arg.get(JAVA_INT, 0);
    var ring = ring(type);
    if (index >= ring.memory.size()) {
      return EINVAL;
    }
    int length = (int) ring.memory.get(index).byteSize();
    int offset = (type * 64 + index) * 4096;
    if (multiplanar(type)) {
      var plane = plane(arg);
      plane.set(JAVA_INT, 4, length);
      plane.set(JAVA_INT, 8, offset);
    } else {
      arg.set(JAVA_INT, 72, length);
      arg.set(JAVA_INT, 64, offset);
    }
    return 0;
  }

  @SuppressWarnings("restricted")
  private static MemorySegment plane(MemorySegment buffer) {
    check(buffer.get(JAVA_INT, 72) == 1, "one plane");
    return MemorySegment.ofAddress(buffer.get(JAVA_LONG, 64)).reinterpret(64);
  }

  @Override
  @SuppressWarnings("restricted")
  public MemorySegment map(long length, long offset, Arena lifetime) {
    int id = (int) (offset / 4096);
    var memory = ring(id / 64).memory.get(id % 64);
    check(length == memory.byteSize(), "maps all of it");
    var mapped = ring(id / 64).mapped;
    mapped.incrementAndGet();
    return MemorySegment.ofAddress(memory.address())
        .reinterpret(length, lifetime, _ -> mapped.decrementAndGet());
  }

  private int qbuf(MemorySegment arg) {
    int type = arg.get(JAVA_INT, 4);
    int index = arg.get(JAVA_INT, 0);
    var ring = ring(type);
    check(arg.get(JAVA_INT, 60) == 1, "memory to map");
    checkZero(arg, 76, 84, -1);
    if (index >= ring.memory.size() || ring.queued.contains(index)) {
      return EINVAL;
    }
    boolean output = type == 2 || type == 10;
    int bytes = multiplanar(type) ? plane(arg).get(JAVA_INT, 0) : arg.get(JAVA_INT, 8);
    if (output && (bytes < ring.size || bytes > pages(ring.size))) {
      return EINVAL;
    }
    ring.given.put(
        index, new Done(index, bytes, 0, arg.get(JAVA_LONG, 24), arg.get(JAVA_LONG, 32)));
    int result = queued(type, ring, index);
    if (result == 0) {
      ring.queued.add(index);
    }
    return result;
  }

  private int dqbuf(MemorySegment arg) {
    int type = arg.get(JAVA_INT, 4);
    var ring = ring(type);
    if (!ring.streaming) {
      return EINVAL;
    }
    var done = ring.done.poll();
    if (done == null) {
      return EAGAIN;
    }
    check(ring.queued.remove((Integer) done.index), "was queued");
    arg.set(JAVA_INT, 0, done.index);
    arg.set(JAVA_INT, 12, done.flags);
    arg.set(JAVA_INT, 56, ring.sequence++);
    arg.set(JAVA_LONG, 24, done.sec);
    arg.set(JAVA_LONG, 32, done.usec);
    if (multiplanar(type)) {
      plane(arg).set(JAVA_INT, 0, done.bytes);
    } else {
      arg.set(JAVA_INT, 8, done.bytes);
    }
    return 0;
  }

  protected Done given(Ring ring, int index) {
    return ring.given.get(index);
  }

  private int stream(MemorySegment arg, boolean on) {
    int type = arg.get(JAVA_INT, 0);
    calls.add((on ? "STREAMON " : "STREAMOFF ") + type);
    var ring = ring(type);
    if (on && ring.memory.isEmpty()) {
      return EINVAL;
    }
    ring.streaming = on;
    if (!on) {
      ring.queued.clear();
      ring.done.clear();
    }
    return 0;
  }

  /// Interval numerator and denominator at 12 and 16.
  protected abstract int parm(MemorySegment arg, boolean set);

  protected int frameSize(MemorySegment arg) {
    return EINVAL;
  }

  protected int frameInterval(MemorySegment arg) {
    return EINVAL;
  }

  protected int selection(MemorySegment arg) {
    return EINVAL;
  }

  private int getControl(MemorySegment arg) {
    var control = shared.controls.get(arg.get(JAVA_INT, 0));
    if (control == null || (control.flags & 0x40) != 0) {
      return EINVAL;
    }
    arg.set(JAVA_INT, 4, control.value);
    return 0;
  }

  private int setControl(MemorySegment arg) {
    var control = shared.controls.get(arg.get(JAVA_INT, 0));
    if (control == null) {
      return EINVAL;
    }
    calls.add("S_CTRL " + control.name + " " + arg.get(JAVA_INT, 4));
    return setControl(control, arg.get(JAVA_INT, 4));
  }

  protected int setControl(FakeControl control, int value) {
    control.value = Math.clamp(value, control.min, control.max);
    return 0;
  }

  private int queryCtrl(MemorySegment arg) {
    int asked = arg.get(JAVA_INT, 0);
    check(asked < 0, "asks for the next");
    var next = shared.controls.higherEntry(asked & 0x7fff_ffff);
    if (next == null) {
      return EINVAL;
    }
    var control = next.getValue();
    arg.set(JAVA_INT, 0, control.id);
    arg.set(JAVA_INT, 4, control.type);
    put(arg, 8, control.name);
    arg.set(JAVA_INT, 40, control.min);
    arg.set(JAVA_INT, 44, control.max);
    arg.set(JAVA_INT, 48, 1);
    arg.set(JAVA_INT, 52, control.preset);
    arg.set(JAVA_INT, 56, control.flags);
    return 0;
  }

  private int queryMenu(MemorySegment arg) {
    var control = shared.controls.get(arg.get(JAVA_INT, 0));
    var words = control == null ? null : control.menu.get(arg.get(JAVA_INT, 4));
    if (words == null) {
      return EINVAL;
    }
    put(arg, 8, words);
    return 0;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      shared.open.decrementAndGet();
      check(rings.values().stream().allMatch(r -> r.mapped.get() == 0), "nothing stays mapped");
      arena.close();
    }
  }

  protected static void check(boolean so, String what) {
    if (!so) {
      throw new AssertionError("not so: " + what);
    }
  }

  /// @param except one byte that may be anything
  private static void checkZero(MemorySegment arg, long from, long to, long except) {
    for (long i = from; i < to; i++) {
      check(i == except || arg.get(JAVA_BYTE, i) == 0, "byte " + i + " is zero");
    }
  }
}
