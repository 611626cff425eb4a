package nightjar.v4l2;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import nightjar.base.FakeClock;

/// A pretended camera. Its images are scripted: each wait brings the next one, at once; when there
/// is none, the time waited for passes.
public final class FakeWebcam implements Device.Opener {
  /// A size, and the rates it comes at.
  public record Mode(int width, int height, List<Integer> fps) {}

  /// Bytes of an image, the flags it comes with, and the time it was taken: negative for now.
  public record Image(byte[] bytes, int flags, long micros) {}

  public static final int MONOTONIC = 0x2000;

  public final FakeVideo.Shared shared = new FakeVideo.Shared();
  public final Deque<Image> images = new ArrayDeque<>();
  public final Map<String, List<Mode>> formats = new LinkedHashMap<>();
  public final FakeClock clock;
  public String driver = "uvcvideo";
  public boolean multiplanar;
  public int lost; // images before the next, for want of a buffer
  public boolean knowsRates = true;
  public int padding;
  public int colorspace = 8;
  public int quantization;
  public int[] interval = {1, 30};
  public IntConsumer onWait = _ -> {};
  public FakeVideo last;

  public FakeWebcam(FakeClock clock) {
    this.clock = clock;
  }

  public FakeWebcam offers(String fourcc, Mode... modes) {
    formats.put(fourcc, List.of(modes));
    return this;
  }

  public static Mode mode(int width, int height, Integer... fps) {
    return new Mode(width, height, List.of(fps));
  }

  public void image(byte[] bytes) {
    images.add(new Image(bytes, MONOTONIC, -1));
  }

  @Override
  public Device open(Path path) {
    var handle = new Handle(path.toString());
    last = handle;
    return handle;
  }

  private final class Handle extends FakeVideo {
    Handle(String name) {
      super(name, FakeWebcam.this.shared);
    }

    private int type() {
      return multiplanar ? 9 : 1;
    }

    @Override
    protected String driver() {
      return driver;
    }

    @Override
    protected String card() {
      return "Fake Webcam";
    }

    @Override
    protected int caps() {
      return 0x0420_0000 | (multiplanar ? 0x1000 : 0x1);
    }

    @Override
    protected List<String> formats(int type) {
      return type == type() ? List.copyOf(formats.keySet()) : List.of();
    }

    @Override
    protected int colorspace() {
      return colorspace;
    }

    @Override
    protected int quantization() {
      return quantization;
    }

    private List<Mode> modes(int fourcc) {
      return formats.entrySet().stream()
          .filter(e -> fourcc(e.getKey()) == fourcc)
          .findFirst()
          .map(Map.Entry::getValue)
          .orElse(List.of());
    }

    @Override
    protected int adjust(int type, Ring ring) {
      var modes = modes(ring.fourcc);
      if (modes.stream().noneMatch(m -> m.width == ring.width && m.height == ring.height)) {
        ring.width = modes.getFirst().width;
        ring.height = modes.getFirst().height;
      }
      int pixel = ring.fourcc == fourcc("YUYV") ? 2 : 1;
      ring.stride = ring.width * pixel + padding;
      ring.size = Math.max(ring.stride * ring.height * 3 / 2, 1 << 16);
      return 0;
    }

    @Override
    protected int queued(int type, Ring ring, int index) {
      return 0;
    }

    @Override
    public int await(int events, int millis) {
      check(events == 1, "waits for an image");
      check(millis <= 250, "looks around often enough");
      onWait.accept(millis);
      if (shared.gone) {
        return 8 | 16;
      }
      var ring = ring(type());
      if (!ring.done.isEmpty()) {
        return 1;
      }
      var image = images.poll();
      int index = ring.queued.isEmpty() ? -1 : ring.queued.peek();
      check(ring.streaming && index >= 0, "is streaming, with buffers to fill");
      if (image == null) {
        clock.pass(Duration.ofMillis(millis));
        return 0;
      }
      var memory = ring.memory.get(index);
      memory.fill((byte) 0xee);
      MemorySegment.copy(MemorySegment.ofArray(image.bytes), 0, memory, 0, image.bytes.length);
      long micros = image.micros < 0 ? clock.ticks() / 1000 : image.micros;
      ring.sequence += lost;
      lost = 0;
      ring.done.add(
          new Done(index, image.bytes.length, image.flags, micros / 1_000_000, micros % 1_000_000));
      return 1;
    }

    @Override
    protected int parm(MemorySegment arg, boolean set) {
      check(arg.get(JAVA_INT, 0) == type(), "its own queue");
      check(knowsRates || !set, "is not told a rate");
      if (set) {
        calls.add("S_PARM " + arg.get(JAVA_INT, 12) + "/" + arg.get(JAVA_INT, 16));
        interval = new int[] {arg.get(JAVA_INT, 12), arg.get(JAVA_INT, 16)};
      }
      arg.set(JAVA_INT, 4, knowsRates ? 0x1000 : 0);
      arg.set(JAVA_INT, 12, interval[0]);
      arg.set(JAVA_INT, 16, interval[1]);
      return 0;
    }

    @Override
    protected int frameSize(MemorySegment arg) {
      var modes = modes(arg.get(JAVA_INT, 4));
      int index = arg.get(JAVA_INT, 0);
      if (index >= modes.size()) {
        return EINVAL;
      }
      arg.set(JAVA_INT, 8, 1);
      arg.set(JAVA_INT, 12, modes.get(index).width);
      arg.set(JAVA_INT, 16, modes.get(index).height);
      return 0;
    }

    @Override
    protected int frameInterval(MemorySegment arg) {
      int[] asked = {arg.get(JAVA_INT, 8), arg.get(JAVA_INT, 12)};
      int index = arg.get(JAVA_INT, 0);
      var rates =
          modes(arg.get(JAVA_INT, 4)).stream()
              .filter(m -> Arrays.equals(new int[] {m.width, m.height}, asked))
              .findFirst()
              .map(Mode::fps)
              .orElse(List.of());
      if (index >= rates.size()) {
        return EINVAL;
      }
      arg.set(JAVA_INT, 16, 1);
      arg.set(JAVA_INT, 20, 1);
      arg.set(JAVA_INT, 24, rates.get(index));
      return 0;
    }
  }
}
