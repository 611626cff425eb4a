package nightjar.record.store;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what is given to the disk.
final class Ledger {
  private final long since;
  private final AtomicLong video = new AtomicLong();
  private final AtomicLong footage = new AtomicLong();
  private final AtomicLong other = new AtomicLong();
  private final AtomicLong index = new AtomicLong(); // of indexes that were closed

  Ledger(long since) {
    this.since = since;
  }

  void video(long bytes) {
    video.addAndGet(bytes);
  }

  void footage(long bytes) {
    footage.addAndGet(bytes);
  }

  void other(long bytes) {
    other.addAndGet(bytes);
  }

  void index(long bytes) {
    index.addAndGet(bytes);
  }

  Written written(long openIndex) {
    return new Written(since, video.get(), footage.get(), index.get() + openIndex, other.get());
  }
}
