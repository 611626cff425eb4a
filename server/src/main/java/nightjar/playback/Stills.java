package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.record.store.Footage;
import org.jspecify.annotations.Nullable;

/// Pictures of footage: the thumbnail of a file, or one that is decoded. One is decoded at a time;
/// those made last are kept.
final class Stills {
  static final int THUMBNAIL = 320; // samples across, at most

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_SAMPLES = 1_000; // from an IDR to the very picture

  private record Key(String film, long ticks, int width) {}

  private final Semaphore turn = new Semaphore(1, true);
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by lock, as is the other.
  private final LinkedHashMap<Key, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int bytes;

  /// The picture a file begins with, as it was put into its seal.
  static Optional<Still> thumbnail(Footage footage) throws IOException {
    if (footage.thumbnailLength() == 0) {
      return Optional.empty();
    }
    var jpeg = ByteBuffer.allocate(footage.thumbnailLength());
    try (var file = new OpenFile(footage)) {
      file.readFully(jpeg, footage.thumbnailAt());
    }
    return Optional.of(new Still(jpeg.flip(), footage.start()));
  }

  /// @param exact the picture shown at that time; else the IDR at or before it
  /// @param width of the JPEG at most
  Still decoded(Film film, OpenFile file, long at, boolean exact, int width)
      throws IOException, InterruptedException, BusyException {
    var samples = samples(film, file, at, exact);
    long ticks = samples.getLast().start();
    var key = new Key(film.identity(), ticks, width);
    var known = known(key);
    if (known == null) {
      known = inTurn(film, file, samples, key);
    }
    return new Still(ByteBuffer.wrap(known), film.wall(ticks));
  }

  private byte[] inTurn(Film film, OpenFile file, List<Sample> samples, Key key)
      throws IOException, InterruptedException, BusyException {
    if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new BusyException("other pictures are being decoded");
    }
    try (var decoder = new StillDecoder(film, file)) {
      var meanwhile = known(key);
      return meanwhile != null ? meanwhile : keep(key, decoder.jpeg(samples, key.width));
    } finally {
      turn.release();
    }
  }

  private static List<Sample> samples(Film film, OpenFile file, long at, boolean exact)
      throws IOException, BusyException {
    int piece = film.entry(at);
    long until = film.ticks(at);
    var samples = new ArrayList<>(Sample.of(film.pieces().get(piece), file));
    while (exact
        && ++piece < film.pieces().size()
        && film.pieces().get(piece).start() <= until
        && samples.size() <= MOST_SAMPLES) {
      samples.addAll(Sample.of(film.pieces().get(piece), file));
    }
    if (exact && samples.size() > MOST_SAMPLES) {
      throw new BusyException("this picture is too far from where decoding can begin");
    }
    int count = 1;
    while (exact && count < samples.size() && samples.get(count).start() <= until) {
      count++;
    }
    return samples.subList(0, count);
  }

  private byte @Nullable [] known(Key key) {
    lock.lock();
    try {
      return kept.get(key);
    } finally {
      lock.unlock();
    }
  }

  private byte[] keep(Key key, byte[] jpeg) {
    lock.lock();
    try {
      var before = kept.put(key, jpeg);
      bytes += jpeg.length - (before == null ? 0 : before.length);
      var oldest = kept.values().iterator();
      while (bytes > MOST_BYTES && oldest.hasNext()) {
        bytes -= oldest.next().length;
        oldest.remove();
      }
      return jpeg;
    } finally {
      lock.unlock();
    }
  }
}
