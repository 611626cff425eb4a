package nightjar.encode.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.FakeClock;
import nightjar.encode.EncodeSettings;
import nightjar.encode.Encoder;
import nightjar.encode.ffmpeg.OpenH264;
import nightjar.media.Colour;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import nightjar.v4l2.Device;
import nightjar.v4l2.FakeControl;
import nightjar.v4l2.FakeVideo;

/// A pretended encoder in hardware, which really encodes, in software.
public final class FakeCodec implements Device.Opener {
  static final int BITRATE = 0x9909cf;
  static final int GOP = 0x9909cb;
  static final int I_PERIOD = 0x990a66;
  static final int REPEAT = 0x9909e2;
  static final int FORCE_IDR = 0x9909e5;
  private static final int OUTPUT = 10;
  private static final int CAPTURE = 9;

  final FakeVideo.Shared shared = new FakeVideo.Shared();
  final FakeClock clock;
  final List<FakeVideo> handles = new ArrayList<>();
  final List<Long> times = new ArrayList<>();
  int alignWidth = 1;
  int alignHeight = 1;
  int alignStride = 1;
  boolean crops = true;
  boolean separateHeaders;
  boolean repeats = true;
  boolean hangs;
  boolean loses; // pictures, one coded as nothing each time
  boolean dies; // when next waited for
  int wrongTime;
  int flags;
  int failQueueing; // at the n-th picture from now on
  int failWith;

  public FakeCodec(FakeClock clock) {
    this.clock = clock;
    shared
        .with(FakeControl.number(BITRATE, "Bitrate", 25_000, 25_000_000, 10_000_000))
        .with(FakeControl.number(GOP, "GOP size", 0, 0x7fff_ffff, 60))
        .with(FakeControl.number(I_PERIOD, "H264 I-Frame Period", 0, 0x7fff_ffff, 60))
        .with(FakeControl.onOff(REPEAT, "Repeat Sequence Header", 0))
        .with(FakeControl.button(FORCE_IDR, "Force Key Frame"))
        .with(FakeControl.number(0x9909ce, "Video Bitrate Mode", 0, 1, 0))
        .with(FakeControl.number(0x990a67, "H264 Level", 0, 13, 11))
        .with(FakeControl.number(0x990a6b, "H264 Profile", 0, 4, 4));
  }

  /// From now on no picture comes out.
  public void hang() {
    hangs = true;
  }

  public void goOn() {
    hangs = false;
  }

  /// How many have it open.
  public int open() {
    return shared.open.get();
  }

  @Override
  public Device open(Path path) {
    var handle = new Handle(path.toString());
    handles.add(handle);
    return handle;
  }

  private final class Handle extends FakeVideo {
    private int cropWidth;
    private int cropHeight;
    private double fps = 30;
    private boolean forceIdr;
    private boolean any;
    private Encoder encoder;
    private EncodeSettings opened;
    private PicturePool pool;

    Handle(String name) {
      super(name, FakeCodec.this.shared);
    }

    @Override
    protected String driver() {
      return "bcm2835-codec";
    }

    @Override
    protected String card() {
      return "bcm2835-codec-encode";
    }

    @Override
    protected int caps() {
      return 0x0420_4000;
    }

    @Override
    protected List<String> formats(int type) {
      return switch (type) {
        case OUTPUT -> List.of("NV12", "YU12");
        case CAPTURE -> List.of("H264");
        default -> List.of();
      };
    }

    private static int align(int value, int to) {
      return (value + to - 1) / to * to;
    }

    @Override
    protected int adjust(int type, Ring ring) {
      if (type == CAPTURE) {
        check(calls.contains("S_FMT " + OUTPUT), "the format of what goes in comes first");
        check(ring.size == 512 << 10, "asks for room for large pictures");
        ring.stride = 0;
        return 0;
      }
      for (var control : List.of("Bitrate", "H264 Profile", "H264 Level", "Repeat Sequence")) {
        check(
            calls.stream().anyMatch(c -> c.startsWith("S_CTRL " + control)),
            control + " comes before the formats");
      }
      cropWidth = ring.width;
      cropHeight = ring.height;
      ring.width = align(ring.width, alignWidth);
      ring.height = align(ring.height, alignHeight);
      ring.stride = align(Math.max(ring.width, ring.stride), alignStride);
      ring.size = ring.stride * ring.height * 3 / 2;
      if (ring.width != cropWidth || ring.height != cropHeight) {
        cropWidth = ring.width;
        cropHeight = ring.height;
      }
      return 0;
    }

    @Override
    protected int selection(MemorySegment arg) {
      check(arg.get(JAVA_INT, 0) == 2 && arg.get(JAVA_INT, 4) == 0, "crops what goes in");
      if (!crops) {
        return EINVAL;
      }
      check(arg.get(JAVA_INT, 12) == 0 && arg.get(JAVA_INT, 16) == 0, "from the corner");
      cropWidth = arg.get(JAVA_INT, 20);
      cropHeight = arg.get(JAVA_INT, 24);
      return 0;
    }

    @Override
    protected int parm(MemorySegment arg, boolean set) {
      check(set && arg.get(JAVA_INT, 0) == OUTPUT, "sets the rate of what goes in");
      fps = (double) arg.get(JAVA_INT, 16) / arg.get(JAVA_INT, 12);
      calls.add("S_PARM " + fps);
      return 0;
    }

    @Override
    protected int setControl(FakeControl control, int value) {
      forceIdr |= control == shared.controls.get(FORCE_IDR);
      return super.setControl(control, value);
    }

    private int control(int id) {
      var control = shared.controls.get(id);
      return control == null ? shared.controls.get(I_PERIOD).value : control.value;
    }

    @Override
    protected int queued(int type, Ring ring, int index) {
      if (type == CAPTURE) {
        return 0;
      }
      if (failQueueing > 0 && --failQueueing == 0) {
        return failWith;
      }
      check(ring(CAPTURE).streaming && ring.streaming, "both flow before a picture is given");
      var given = given(ring, index);
      times.add(given.sec() * 1_000_000 + given.usec());
      if (hangs) {
        return 0;
      }
      try {
        encode(ring, index);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      ring.done.add(new Done(index, 0, 0, given.sec(), given.usec()));
      return 0;
    }

    private void encode(Ring ring, int index) throws IOException {
      var settings =
          new EncodeSettings(
              control(BITRATE), fps, Duration.ofMillis((long) (1000 * control(GOP) / fps)));
      if (pool == null) {
        pool = new PicturePool(new PictureFormat(cropWidth, cropHeight, 60, Colour.SYCC), 1);
      }
      if (!settings.equals(opened)) {
        if (encoder != null) {
          encoder.close();
        }
        encoder =
            OpenH264.open(new PictureFormat(cropWidth, cropHeight, 60, Colour.SYCC), settings);
        opened = settings;
      }
      var picture = pool.take();
      var given = given(ring, index);
      read(ring, ring.memory.get(index), picture.memory());
      picture.stamp((given.sec() * 1_000_000 + given.usec()) * 1000, 0);
      encoder.encode(picture, forceIdr, (data, idr) -> give(data.toArray(JAVA_BYTE), idr, given));
      picture.release();
      forceIdr = false;
    }

    private void read(Ring ring, MemorySegment from, MemorySegment to) {
      long at = 0;
      long base = 0;
      for (int plane = 0; plane < 3; plane++) {
        int half = plane == 0 ? 1 : 2;
        for (int y = 0; y < cropHeight / half; y++) {
          MemorySegment.copy(from, base + (long) y * ring.stride / half, to, at, cropWidth / half);
          at += cropWidth / half;
        }
        base += (long) ring.stride * ring.height / half / half;
      }
    }

    private void give(byte[] unit, boolean idr, Done given) {
      boolean headers = idr && (any ? control(REPEAT) == 1 && repeats : true);
      any = true;
      int slice = idr ? firstSlice(unit) : 0;
      if (headers && separateHeaders) {
        put(unit, 0, slice, 0, given);
        put(unit, slice, unit.length, idr ? 8 : 0x10, given);
      } else {
        put(unit, headers ? 0 : slice, loses ? slice : unit.length, idr ? 8 : 0x10, given);
      }
    }

    private void put(byte[] unit, int from, int to, int flags, Done given) {
      var ring = ring(CAPTURE);
      int index =
          ring.queued.stream()
              .filter(i -> ring.done.stream().noneMatch(d -> d.index() == i))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no buffer for what is coded"));
      MemorySegment.copy(MemorySegment.ofArray(unit), from, ring.memory.get(index), 0, to - from);
      ring.done.add(
          new Done(
              index,
              to - from,
              flags | FakeCodec.this.flags,
              given.sec(),
              given.usec() + wrongTime));
    }

    private static int firstSlice(byte[] unit) {
      for (int i = 0; ; i++) {
        if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1 && (unit[i + 3] & 0x1f) == 5) {
          return i > 0 && unit[i - 1] == 0 ? i - 1 : i;
        }
      }
    }

    @Override
    public int await(int events, int millis) {
      check(millis > 0 && millis <= 250, "looks around often enough");
      check(events == 1 || events == 4, "waits for one of the two");
      if (dies) {
        return 8;
      }
      if (!ring(events == 1 ? CAPTURE : OUTPUT).done.isEmpty()) {
        return events;
      }
      clock.pass(Duration.ofMillis(millis));
      return 0;
    }

    @Override
    public void close() {
      if (encoder != null) {
        encoder.close();
        encoder = null;
        pool.close();
      }
      super.close();
    }
  }
}
