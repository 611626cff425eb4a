package nightjar.camera;

import java.io.IOException;
import java.time.ZoneId;
import nightjar.base.Clock;
import nightjar.filter.Filter;
import nightjar.filter.FilterConfig;
import nightjar.media.Picture;
import nightjar.media.PictureFormat;
import nightjar.media.PicturePool;
import org.jspecify.annotations.Nullable;

/// One opening of a source of raw pictures: reads each into a picture of its own, filters it, and
/// hands it on.
///
/// Never waits for those who hold pictures: when all are held, the next is read into one kept aside
/// and dropped. What has not been filtered leaves this class never.
final class PictureReading implements AutoCloseable {
  private static final int PICTURES = 6;

  private final PictureSource source;
  private final Filter filter;
  private final Clock clock;
  private final Sink sink;
  private final Camera.Counts counts;
  private final ReaderStalls stalls;
  private final PicturePool pool;
  private final PicturePool aside; // of the source's format, and never handed out

  PictureReading(
      PictureSource source,
      FilterConfig filter,
      Clock clock,
      Sink sink,
      Camera.Counts counts,
      ReaderStalls stalls) {
    this.source = source;
    this.filter = new Filter(filter, source.format(), ZoneId.systemDefault());
    this.clock = clock;
    this.sink = sink;
    this.counts = counts;
    this.stalls = stalls;
    var after = this.filter.after();
    this.pool = new PicturePool(after, PICTURES + sink.holdsBack(after));
    this.aside = new PicturePool(source.format(), 1);
  }

  /// Of what is handed on.
  PictureFormat format() {
    return filter.after();
  }

  void next() throws IOException, InterruptedException {
    var free = pool.take();
    try {
      if (free != null && filter.inPlace()) {
        source.read(free);
        handOver(free, free);
      } else {
        readAside(free);
      }
    } finally {
      if (free != null) {
        free.release();
      }
    }
  }

  private void readAside(@Nullable Picture free) throws IOException, InterruptedException {
    var raw = aside.take();
    if (raw == null) {
      throw new IllegalStateException("the picture aside is never handed out");
    }
    try {
      source.read(raw);
      if (free == null) {
        counts.dropped.incrementAndGet();
      } else {
        handOver(raw, free);
      }
    } finally {
      raw.release();
    }
  }

  private void handOver(Picture raw, Picture filtered) {
    long read = clock.ticks();
    filter.apply(raw, filtered);
    sink.picture(filtered);
    // What kept the next waiting: this one was read late, or took long to hand over.
    long late = Math.max(read - raw.ticks(), clock.ticks() - read);
    stalls.add(late, source.format().fps());
  }

  @Override
  public void close() {
    pool.close();
    aside.close();
    filter.close();
  }
}
