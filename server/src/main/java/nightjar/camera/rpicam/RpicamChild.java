package nightjar.camera.rpicam;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import nightjar.base.Clock;
import nightjar.camera.RpicamOptions;
import nightjar.camera.Source;
import nightjar.camera.SourceClock;
import nightjar.posix.Errno;
import nightjar.posix.Fd;
import org.jspecify.annotations.Nullable;

/// A running `rpicam-vid`: its pictures as bytes, its time stamps, its last words, its end.
final class RpicamChild implements AutoCloseable {
  private static final int LOOK = 250; // milliseconds between looks at what else may have happened
  private static final int STAMP_WITHIN = 20; // milliseconds: it comes right behind the picture
  private static final double LOST = 0.5; // pictures too much between two time stamps
  // With the longest look before it, within the second that switching off may take.
  private static final Duration END_WITHIN = Duration.ofMillis(400);

  private final Clock clock;
  private final Stamps stamps;
  private final Process child;
  private final LastLine complaints;
  private final Fd out;
  private final SourceClock sourceClock = new SourceClock();
  private final double fps;
  private long due;
  private long pictures;
  private long lastStamp;
  private long lastStamped; // the picture it was of
  private long missed;

  /// @param path folders in which the program is looked for, as in the environment
  RpicamChild(RpicamOptions options, String path, Clock clock) throws IOException {
    this.clock = clock;
    this.fps = options.fps();
    this.due = clock.ticks() + Source.FIRST_WITHIN.toNanos();
    var program = RpicamCommand.find(path);
    this.stamps = new Stamps();
    Process started = null;
    try {
      started = new ProcessBuilder(RpicamCommand.of(program, options, stamps.path())).start();
      this.child = started;
      this.complaints = new LastLine(child.getErrorStream());
      this.out = open();
    } catch (IOException e) {
      if (started != null) {
        started.destroyForcibly();
      }
      stamps.close();
      throw e;
    }
  }

  /// The read end of the pipe, without the stream that the JDK puts around it and its copies.
  private Fd open() throws IOException {
    try {
      return Fd.open(Path.of("/proc", Long.toString(child.pid()), "fd", "1"), Fd.READ_ONLY);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  /// Waits for bytes and reads some.
  ///
  /// @return how many, at least 1
  /// @throws IOException the child ended, or gave no whole picture in time and was ended
  long read(MemorySegment to, long at, long length) throws IOException, InterruptedException {
    while (true) {
      if (out.await(Fd.READABLE, LOOK) != 0) {
        long got = out.read(to, at, length);
        if (got > 0) {
          return got;
        }
        if (got != -Errno.EAGAIN) {
          throw ended(null);
        }
      }
      look();
    }
  }

  /// Reads what is there, which may be nothing.
  long readNow(MemorySegment to, long at, long length) {
    return Math.max(0, out.read(to, at, length));
  }

  private void look() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (clock.ticks() > due) {
      child.destroyForcibly();
      long waited = (pictures == 0 ? Source.FIRST_WITHIN : Source.NEXT_WITHIN).toSeconds();
      throw new IOException("rpicam-vid gave no picture for %d s".formatted(waited));
    }
  }

  /// Whether the child says that the picture after the last is written whole.
  boolean hasWrittenNext(int millis) throws IOException {
    return stamps.await(pictures + 1, millis);
  }

  /// What it has written whole was none.
  void wroteNoPicture() {
    pictures++;
  }

  /// A whole picture was read.
  ///
  /// @param arrival ticks at which its first bytes came
  /// @return ticks at which it was taken
  long wholePicture(long arrival) throws IOException {
    pictures++;
    due = clock.ticks() + Source.NEXT_WITHIN.toNanos();
    if (!stamps.await(pictures, STAMP_WITHIN)) {
      return arrival;
    }
    count(stamps.last());
    return sourceClock.ticks(stamps.last(), arrival);
  }

  private void count(long stamp) {
    double apart = (stamp - lastStamp) * fps / 1e9 - (pictures - lastStamped);
    if (lastStamped > 0 && apart > LOST) {
      missed += Math.round(apart);
    }
    lastStamp = stamp;
    lastStamped = pictures;
  }

  /// Pictures that the child itself dropped, by its time stamps.
  long missed() {
    return missed;
  }

  private IOException ended(@Nullable IOException cause) {
    var why = complaints.text();
    awaitEnd();
    return new IOException("rpicam-vid ended" + (why.isEmpty() ? "" : ": " + why), cause);
  }

  @Override
  public void close() {
    child.destroy();
    awaitEnd();
    out.close();
    stamps.close();
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
