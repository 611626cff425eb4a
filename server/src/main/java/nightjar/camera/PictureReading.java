package nightjar.camera;

import java.io.IOException;
import nightjar.base.Clock;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;

/// One opening of a source of raw pictures: reads each into a picture of its own and hands it on.
///
/// Never waits for those who hold pictures: when all are held, the next is read into one kept aside
/// and dropped.
final class PictureReading implements AutoCloseable {
  private static final int PICTURES = 6;

  private final PictureSource source;
  private final Clock clock;
  private final Sink sink;
  private final Camera.Counts counts;
  private final ReaderStalls stalls;
  private final PicturePool pool;
  private final PicturePool spare;

  PictureReading(
      PictureSource source, Clock clock, Sink sink, Camera.Counts counts, ReaderStalls stalls) {
    this.source = source;
    this.clock = clock;
    this.sink = sink;
    this.counts = counts;
    this.stalls = stalls;
    this.pool = new PicturePool(source.format(), PICTURES);
    this.spare = new PicturePool(source.format(), 1);
  }

  PictureFormat format() {
    return source.format();
  }

  void next() throws IOException, InterruptedException {
    var free = pool.take();
    var picture = free != null ? free : spare.take();
    if (picture == null) {
      throw new IllegalStateException("the spare picture is never handed out");
    }
    try {
      source.read(picture);
      handOver(picture, free != null);
    } finally {
      picture.release();
    }
  }

  private void handOver(Picture picture, boolean isFree) {
    long read = clock.ticks();
    if (isFree) {
      sink.picture(picture);
    } else {
      counts.dropped.incrementAndGet();
    }
    // What kept the next waiting: this one was read late, or handed over slowly.
    long late = Math.max(read - picture.ticks(), clock.ticks() - read);
    stalls.add(late, source.format().fps());
  }

  @Override
  public void close() {
    pool.close();
    spare.close();
  }
}
