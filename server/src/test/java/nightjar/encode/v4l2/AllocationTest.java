package nightjar.encode.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.Clock;
import nightjar.base.FakeClock;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.v4l2.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What encoding a picture leaves to the garbage collector.
class AllocationTest {
  private static final PictureFormat FORMAT = new PictureFormat(64, 48, 30, Colour.SYCC);
  private static final int PICTURES = 5_000;

  @TempDir Path dev;
  private long bytes;

  /// Opens and closes like the pretended encoder, but answers each picture with the same bytes,
  /// allocating nothing itself.
  private static final class Echo implements Device {
    private static final long QBUF = 0xc058560fL;
    private static final long DQBUF = 0xc0585611L;
    private static final byte[] UNIT = {0, 0, 0, 1, 0x41, 1, 2, 3, 4, 5, 6, 7};

    private final Device real;
    private final MemorySegment[] planes = new MemorySegment[2];
    private final int[] queued = new int[16]; // of what comes out: indexes, oldest first
    private int head;
    private int tail;
    private int input = -1;
    private long seconds;
    private long micros;

    Echo(Device real) {
      this.real = real;
    }

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public int ioctl(long request, MemorySegment arg) {
      boolean capture = arg.get(JAVA_INT, 4) == 9;
      if (request == QBUF) {
        int index = arg.get(JAVA_INT, 0);
        if (capture) {
          queued[tail++ & 15] = index;
        } else {
          input = index;
          seconds = arg.get(JAVA_LONG, 24);
          micros = arg.get(JAVA_LONG, 32);
        }
        return 0;
      }
      if (request == DQBUF) {
        arg.set(JAVA_INT, 0, capture ? queued[head++ & 15] : input);
        arg.set(JAVA_LONG, 24, seconds);
        arg.set(JAVA_LONG, 32, micros);
        planeOf(arg).set(JAVA_INT, 0, UNIT.length);
        return 0;
      }
      return real.ioctl(request, arg);
    }

    /// The program has one such structure a queue; remembering both allocates nothing later.
    private MemorySegment planeOf(MemorySegment arg) {
      long address = arg.get(JAVA_LONG, 64);
      if (planes[0] == null || planes[0].address() != address) {
        var swap = planes[0];
        planes[0] = planes[1];
        planes[1] = swap;
      }
      if (planes[0] == null || planes[0].address() != address) {
        planes[0] = at(address);
      }
      return planes[0];
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
      var memory = real.map(length, offset, lifetime);
      MemorySegment.copy(UNIT, 0, memory, JAVA_BYTE, 0, UNIT.length);
      return memory;
    }

    @Override
    public void close() {
      real.close();
    }
  }

  @Test
  void aPictureAllocatesOneViewAndNothingElse() throws Exception {
    Files.createFile(dev.resolve("video11"));
    var codec = new FakeCodec(new FakeClock());
    var budget = new MacroblockBudget(MacroblockBudget.LEVEL_4_0);
    var encoders =
        V4l2Encoders.find(dev, path -> new Echo(codec.open(path)), budget, Clock.SYSTEM)
            .orElseThrow();
    var settings = new EncodeSettings(100_000, 30, Duration.ofSeconds(2));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var pool = new PicturePool(FORMAT, 1);
        var encoder = encoders.open(FORMAT, settings)) {
      var picture = pool.take();
      encode(encoder, picture, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      encode(encoder, picture, PICTURES);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / PICTURES;
      assertTrue(each <= 48, each + " bytes a picture");
      picture.release();
    }
    assertEquals(0, codec.shared.open.get());
  }

  private void encode(Encoder encoder, Picture picture, int times) throws IOException {
    Encoder.Output out = (data, _) -> bytes += data.byteSize();
    long before = bytes;
    for (int i = 0; i < times; i++) {
      picture.stamp(picture.ticks() + 33_000_000, 0);
      encoder.encode(picture, false, out);
    }
    assertEquals(12L * times, bytes - before);
  }
}
