package nightjar.camera.rpicam;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightjar.base.Clock;
import nightjar.camera.RpicamOptions;
import nightjar.camera.Source;
import nightjar.media.Colour;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import org.jspecify.annotations.Nullable;

/// Raw pictures of a `rpicam-vid` child.
///
/// The child keeps no picture for a reader that is late: it writes over its buffers. So each is
/// read into off-heap memory as fast as the pipe gives it, and the thread that reads does nothing
/// else.
public final class RpicamSource implements Source {
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(10); // the sensor wakes up
  private static final Duration NEXT_WITHIN = Duration.ofSeconds(3);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration END_WITHIN = Duration.ofSeconds(1);

  private final PictureFormat format;
  private final Clock clock;
  private final Process child;
  private final FileChannel pictures;
  private final LastLine complaints;
  private final Thread watchdog;
  private volatile long due;
  private volatile boolean stalled;

  /// @param path folders in which the program is looked for, as in the environment
  public RpicamSource(RpicamOptions options, String path, Clock clock) throws IOException {
    this.format = new PictureFormat(options.width(), options.height(), options.fps(), Colour.SYCC);
    this.clock = clock;
    this.due = clock.ticks() + FIRST_WITHIN.toNanos();
    this.child = new ProcessBuilder(RpicamCommand.of(RpicamCommand.find(path), options)).start();
    this.complaints = new LastLine(child.getErrorStream());
    this.pictures = open();
    this.watchdog = Thread.ofVirtual().name("rpicam-watchdog").start(this::watch);
  }

  /// The read end of the pipe, without the stream that the JDK puts around it and its copies.
  private FileChannel open() throws IOException {
    try {
      return FileChannel.open(
          Path.of("/proc", Long.toString(child.pid()), "fd", "1"), StandardOpenOption.READ);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public void read(Picture into) throws IOException, InterruptedException {
    var buffer = into.buffer();
    try {
      while (buffer.hasRemaining()) {
        boolean first = buffer.position() == 0;
        if (pictures.read(buffer) < 0) {
          throw ended(null);
        }
        if (first) {
          into.stamp(clock.ticks(), clock.wallMicros());
        }
      }
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException();
    }
    due = clock.ticks() + NEXT_WITHIN.toNanos();
  }

  /// A child that hangs is ended; whoever reads then learns so.
  private void watch() {
    try {
      while (child.isAlive()) {
        if (clock.ticks() > due) {
          stalled = true;
          child.destroyForcibly();
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private IOException ended(@Nullable IOException cause) {
    var why = complaints.text();
    awaitEnd();
    return new IOException(
        stalled
            ? "rpicam-vid gave no picture for %d s".formatted(NEXT_WITHIN.toSeconds())
            : "rpicam-vid ended" + (why.isEmpty() ? "" : ": " + why),
        cause);
  }

  @Override
  public void close() throws IOException {
    watchdog.interrupt();
    child.destroy();
    awaitEnd();
    pictures.close();
  }

  /// A child that takes too long is ended the hard way.
  private void awaitEnd() {
    try {
      if (!child.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        child.destroyForcibly();
      }
    } catch (InterruptedException _) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
