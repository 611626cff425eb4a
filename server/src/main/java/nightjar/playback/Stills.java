package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightjar.record.store.Footage;

/// Pictures of footage: the thumbnail of a file, or one that is decoded. One is decoded at a time;
/// those made last are kept.
final class Stills {
  static final int THUMBNAIL = 320; // samples across, at most

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_SAMPLES = 1_000; // from an IDR to the very picture

  private record Key(String film, long ticks, int width) {}

  private final Semaphore turn = new Semaphore(1, true);
  private final Latest<Key, byte[]> kept = new Latest<>(MOST_BYTES, jpeg -> jpeg.length);

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
    var known = kept.get(key);
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
      var meanwhile = kept.get(key);
      if (meanwhile != null) {
        return meanwhile;
      }
      var made = decoder.jpeg(samples, key.width);
      kept.put(key, made);
      return made;
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
}
