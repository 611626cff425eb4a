package nightjar.camera.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.Clock;
import nightjar.camera.PictureSource;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;

/// Any video file that FFmpeg reads, over and over, at its own pace.
public final class FileSource implements PictureSource {
  private final Path file;
  private final Clock clock;
  private final PictureFormat format;
  private final long interval;
  private VideoFile video;
  private boolean anyYet;
  // Maps the file's time to the clock's: when its first picture was due, in ticks.
  private long start;
  private long due;

  public FileSource(Path file, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    this.video = VideoFile.open(file);
    this.format = video.format();
    this.interval = (long) (1e9 / format.fps());
    this.start = clock.ticks();
  }

  @Override
  public PictureFormat format() {
    return format;
  }

  @Override
  public void read(Picture into) throws IOException, InterruptedException {
    while (!video.next()) {
      again();
    }
    anyYet = true;
    long after = video.position();
    due = after < 0 ? due + interval : start + after;
    waitUntilDue(after);
    video.copyTo(into);
    into.stamp(clock.ticks(), clock.wallMicros());
  }

  private void waitUntilDue(long after) throws InterruptedException {
    long early = due - clock.ticks();
    if (early > 0) {
      // A picture far ahead of the others is a broken time stamp, not a pause to sit through.
      clock.sleep(Duration.ofNanos(Math.min(early, Duration.ofSeconds(2).toNanos())));
    }
    if (Math.abs(due - clock.ticks()) > Duration.ofSeconds(1).toNanos()) {
      due = clock.ticks();
      start = due - Math.max(0, after);
    }
  }

  private void again() throws IOException {
    if (!anyYet) {
      throw new IOException(file + " holds no picture that can be decoded");
    }
    anyYet = false;
    var next = VideoFile.open(file); // before the other is closed: this may fail
    video.close();
    video = next;
    if (!video.format().equals(format)) {
      throw new IOException(file + " has changed its size or rate");
    }
    start = due + interval;
  }

  @Override
  public void close() {
    video.close();
  }
}
