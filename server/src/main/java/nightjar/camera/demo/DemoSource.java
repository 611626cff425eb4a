package nightjar.camera.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Random;
import nightjar.base.Clock;
import nightjar.camera.PictureSource;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Pictures of a generated scene, the same for the same seed and time since it was opened.
public final class DemoSource implements PictureSource {
  private static final int NOISE = 4096; // bytes, a power of two
  private static final int LOUDEST = 3; // luma steps of noise either way
  private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;

  private final PictureFormat format;
  private final Clock clock;
  private final long interval;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment backdrop;
  private final long[] noise = new long[NOISE / Long.BYTES];
  private final long opened;
  private final Visits visits;
  private long due;
  private boolean stirs;
  private long shown;

  /// To be used, and closed, on the thread that opens it.
  public DemoSource(PictureFormat format, long seed, Clock clock) {
    this(format, seed, Visits.USUAL, clock);
  }

  /// @param visits from one to the next; about 20 s of it is the visit, the rest quiet
  public DemoSource(PictureFormat format, long seed, Duration visits, Clock clock) {
    this.format = format;
    this.visits = new Visits(seed, visits);
    this.clock = clock;
    this.interval = (long) (1e9 / format.fps());
    this.backdrop = arena.allocate(format.bytes(), 64);
    Backdrop.draw(new Canvas(backdrop, format.width(), format.height()), seed);
    makeNoise(new Random(seed));
    this.opened = clock.ticks();
    this.due = opened;
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public void read(Picture into) throws InterruptedException {
    long early = due - clock.ticks();
    if (early > 0) {
      clock.sleep(Duration.ofNanos(early));
    } else if (early < -interval) {
      due -= early; // fell behind: go on from now rather than hurry
    }
    long captured = clock.wallMicros();
    into.stamp(clock.ticks(), captured);
    draw(into.memory(), (due - opened) / 1e9, captured / 1000);
    due += interval;
  }

  /// Whether somebody is there in the picture last read.
  public boolean stirs() {
    return stirs;
  }

  private void draw(MemorySegment picture, double seconds, long millis) {
    copyWithNoise(picture);
    var canvas = new Canvas(picture, format.width(), format.height());
    var scene = visits.at(seconds);
    stirs = scene.stirs();
    Figures.draw(canvas, seconds, scene);
    PictureClock.draw(canvas, millis);
  }

  /// Eight samples at a time: the backdrop lies far enough from 0 and 255 that none carries over.
  private void copyWithNoise(MemorySegment picture) {
    long luma = (long) format.width() * format.height() & -Long.BYTES;
    MemorySegment.copy(backdrop, luma, picture, luma, backdrop.byteSize() - luma);
    int from = (int) (shown++ * 977 % noise.length);
    for (long at = 0; at < luma; at += Long.BYTES) {
      long v = backdrop.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      from = from + 1 & noise.length - 1;
      long noisy = v + noise[from] - EVERY_BYTE * LOUDEST;
      picture.set(ValueLayout.JAVA_LONG_UNALIGNED, at, noisy);
    }
  }

  private void makeNoise(Random random) {
    for (int i = 0; i < noise.length; i++) {
      for (int b = 0; b < Long.BYTES; b++) {
        noise[i] = noise[i] << 8 | random.nextInt(2 * LOUDEST + 1);
      }
    }
    long luma = (long) format.width() * format.height();
    for (long at = 0; at < luma; at++) {
      int v = backdrop.get(ValueLayout.JAVA_BYTE, at) & 255;
      backdrop.set(ValueLayout.JAVA_BYTE, at, (byte) Math.clamp(v, LOUDEST, 255 - LOUDEST));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
