package nightjar.playback;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import nightjar.container.fmp4.FragmentStart;

/// A span as fragmented MP4: the pieces as they were written, but for when they are shown.
///
/// @param codecs of all that is in it, as in RFC 6381
public record Video(Reel reel, List<String> codecs) {
  /// @param origin wall time that is 0 in the video; not after the first picture
  /// @param files closed with the reel
  static Video of(List<Take> takes, long origin, OpenFilms files) {
    var layout = new Layout();
    var codecs = new LinkedHashSet<String>();
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
      for (var piece : take.pieces()) {
        var start = FragmentStart.of(piece.moof(), ++sequence, base + piece.start());
        layout.made(start);
        layout.stored(
            files.file(film),
            film.identity(),
            piece.at() + FragmentStart.LENGTH,
            piece.length() - FragmentStart.LENGTH);
      }
    }
    return new Video(new StoredReel(layout, files), List.copyOf(codecs));
  }
}
