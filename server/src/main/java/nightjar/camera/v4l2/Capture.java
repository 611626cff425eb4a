package nightjar.camera.v4l2;

import static nightjar.v4l2.Videodev2.V4L2_BUF_FLAG_ERROR;
import static nightjar.v4l2.Videodev2.V4L2_BUF_FLAG_TIMESTAMP_MASK;
import static nightjar.v4l2.Videodev2.V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import nightjar.base.Clock;
import nightjar.base.Scope;
import nightjar.camera.Source;
import nightjar.camera.V4l2Options;
import nightjar.posix.Errno;
import nightjar.posix.Fd;
import nightjar.posix.PosixException;
import nightjar.v4l2.BufferQueue;
import nightjar.v4l2.BufferType;
import nightjar.v4l2.Controls;
import nightjar.v4l2.Device;
import nightjar.v4l2.Formats;
import nightjar.v4l2.ImageFormat;
import nightjar.v4l2.Rate;
import nightjar.v4l2.VideoNode;

/// A camera that is streaming: images in the kernel's buffers, one after another.
final class Capture implements AutoCloseable {
  private static final int LOOK = 250; // ms; an interrupt is seen within
  private static final Duration OLDEST = Duration.ofSeconds(2);
  private static final int BUFFERS = 4;

  private final Scope scope = new Scope();
  private final Clock clock;
  private final VideoNode node;
  private final ImageFormat image;
  private final Rate rate;
  private final BufferQueue queue;
  private Duration within = Source.FIRST_WITHIN;
  private long waitingSince;
  private long ticks;
  private long captured;
  private boolean counted;
  private int sequence;
  private long missed;

  Capture(V4l2Options options, Device.Opener devices, Clock clock) throws IOException {
    this.clock = clock;
    this.node = scope.own(new VideoNode(devices.open(options.device())));
    try {
      var type = type();
      var choice = choose(type, options);
      this.image =
          node.setFormat(type, ImageFormat.of(choice.fourcc(), options.width(), options.height()));
      if (image.width() != options.width() || image.height() != options.height()) {
        throw refusal(type, options);
      }
      this.rate = node.setRate(type, choice.rate());
      Controls.set(node, options.controls());
      this.queue = scope.own(new BufferQueue(node, type, BUFFERS));
      for (int i = 0; i < queue.count(); i++) {
        queue.enqueue(i);
      }
      queue.start();
      this.waitingSince = clock.ticks();
    } catch (IOException e) {
      scope.close();
      throw e;
    }
  }

  private BufferType type() throws IOException {
    var capability = node.capability();
    return capability
        .capture()
        .filter(_ -> !capability.memoryToMemory())
        .orElseThrow(
            () ->
                new IOException(
                    "%s is no camera but %s".formatted(node.name(), capability.card())));
  }

  private FormatChoice choose(BufferType type, V4l2Options options) throws IOException {
    int width = options.width();
    int height = options.height();
    var candidates =
        Formats.of(node, type).stream()
            .filter(offered -> offered.sizes().offers(width, height))
            .map(Formats.Offered::fourcc)
            .map(f -> new FormatChoice.Candidate(f, Formats.rates(node, f, width, height)))
            .toList();
    return FormatChoice.of(options.format(), options.fps(), candidates)
        .orElseThrow(() -> refusal(type, options));
  }

  private IOException refusal(BufferType type, V4l2Options options) {
    return new IOException(
        "%s gives no %dx%d%s; it offers %s"
            .formatted(
                node.name(),
                options.width(),
                options.height(),
                options.format() == V4l2Options.Format.AUTO ? "" : " in " + options.format(),
                FormatChoice.words(Formats.of(node, type))));
  }

  String name() {
    return node.name();
  }

  ImageFormat image() {
    return image;
  }

  double fps() {
    return rate.fps();
  }

  /// Waits for the next image, good or bad.
  ///
  /// @return the buffer it is in, ours until it is given back
  int next() throws IOException, InterruptedException {
    while (true) {
      int events = node.awaitCapture(millisLeft());
      int index = events == 0 ? -1 : dequeue();
      if (index >= 0) {
        within = Source.NEXT_WITHIN;
        waitingSince = clock.ticks();
        stamp();
        count();
        return index;
      }
      if (events != 0 && (events & Fd.READABLE) == 0) {
        throw gone();
      }
    }
  }

  private int millisLeft() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long left = within.toNanos() - (clock.ticks() - waitingSince);
    if (left <= 0) {
      throw new IOException(
          "%s gave no picture for %d s".formatted(node.name(), within.toSeconds()));
    }
    return Math.clamp(left / 1_000_000, 1, LOOK);
  }

  private int dequeue() throws IOException {
    try {
      return queue.dequeue();
    } catch (PosixException e) {
      throw e.errno() == Errno.ENODEV ? gone() : e;
    }
  }

  private IOException gone() {
    return new IOException(node.name() + ": the device is gone");
  }

  /// By the kernel's stamp, which is on the clock that Java's monotonic one is on Linux. Where it
  /// makes no sense the time of arrival has to do.
  private void stamp() {
    long now = clock.ticks();
    long age = now - queue.micros() * 1000;
    boolean monotonic =
        (queue.flags() & V4L2_BUF_FLAG_TIMESTAMP_MASK) == V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC;
    if (!monotonic || age < 0 || age > OLDEST.toNanos()) {
      age = 0;
    }
    ticks = now - age;
    captured = clock.wallMicros() - age / 1000;
  }

  private void count() {
    int gap = queue.sequence() - sequence - 1;
    if (counted && gap > 0) {
      missed += gap;
    }
    sequence = queue.sequence();
    counted = true;
  }

  /// Images the kernel had no buffer for.
  long missed() {
    return missed;
  }

  /// Whether the driver says that the image last waited for is damaged.
  boolean damaged() {
    return (queue.flags() & V4L2_BUF_FLAG_ERROR) != 0;
  }

  MemorySegment memory(int index) {
    return queue.memory(index);
  }

  /// Where the image last waited for begins in its buffer.
  int offset() {
    return queue.offset();
  }

  int bytes() {
    return queue.bytes();
  }

  /// Monotonic, in nanoseconds.
  long ticks() {
    return ticks;
  }

  /// Wall time in microseconds since 1970.
  long captured() {
    return captured;
  }

  void giveBack(int index) throws IOException {
    queue.enqueue(index);
  }

  @Override
  public void close() {
    scope.close();
  }
}
