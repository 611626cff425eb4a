package nightjar.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import nightjar.container.fmp4.FragmentHead;
import nightjar.container.fmp4.FragmentStart;
import nightjar.record.file.Piece;

/// A span as fragmented MP4: the pieces as they were written, but for when they are shown.
///
/// @param codecs of all that is in it, as in RFC 6381
public record Video(Reel reel, List<String> codecs) {
  /// @param origin wall time that is 0 in the video
  /// @param files closed with the reel
  static Video of(List<Take> takes, long origin, OpenFilms files) throws IOException {
    var layout = new Layout();
    var codecs = new LinkedHashSet<String>();
    var squeeze = new Squeeze();
    byte[] init = {};
    int sequence = 0;
    for (var take : takes) {
      var film = take.film();
      if (!Arrays.equals(init, film.init())) {
        init = film.init();
        layout.made(init);
      }
      codecs.add(film.codec());
      long base = -film.ticks(origin); // the same for all of a file: it has no gaps then
      for (int i = take.first(); i < take.last(); i++) {
        var piece = film.pieces().get(i);
        var file = files.file(film);
        sequence++;
        boolean isBefore = base + piece.start() < 0;
        if (isBefore || film.shownUntil(i) > piece.end()) {
          var samples = held(film, i, file);
          layout.made(
              isBefore ? squeeze.head(base, samples, sequence) : head(base, samples, sequence));
          layout.stored(file, film.identity(), piece.payloadAt(), piece.payload());
        } else {
          shown(layout, file, film.identity(), piece, sequence, base);
        }
      }
    }
    return new Video(new StoredReel(layout, files), List.copyOf(codecs));
  }

  /// A piece's samples, the last held until the next piece. A browser shows nothing from a hole to
  /// the next IDR (Media Source Extensions, coded frame processing: decode times further apart than
  /// two pictures).
  private static List<Sample> held(Film film, int index, OpenFile file) throws IOException {
    var samples = Sample.of(film.pieces().get(index), file);
    samples.add(samples.removeLast().until(film.shownUntil(index)));
    return samples;
  }

  /// All of a piece but its payload.
  private static ByteBuffer head(long base, List<Sample> samples, int sequence) {
    var head = new FragmentHead(samples.size());
    for (var sample : samples) {
      head.add(sample.size(), sample.duration(), sample.idr());
    }
    return head.written(sequence, base + samples.getFirst().start());
  }

  private static void shown(
      Layout layout, OpenFile file, String identity, Piece piece, int sequence, long base) {
    layout.made(FragmentStart.of(piece.moof(), sequence, base + piece.start()));
    int start = FragmentStart.LENGTH;
    layout.stored(file, identity, piece.at() + start, piece.length() - start);
  }
}
