package nightjar.playback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nightjar.record.file.Piece;

/// Some pieces of a file, one after the other, the first with an IDR at its start.
///
/// @param first of the pieces, counted from 0
/// @param last the first that is not among them
record Take(Film film, int first, int last) {
  static final String BEST = "main";

  private static final long A_PIECE = 1_000_000; // microseconds
  private static final long SHORTEST_GAP = 500_000; // microseconds

  Take {
    if (first < 0 || first >= last || last > film.pieces().size()) {
      throw new IllegalArgumentException("pieces " + first + " to " + last);
    }
  }

  List<Piece> pieces() {
    return film.pieces().subList(first, last);
  }

  long start() {
    return film.wall(film.pieces().get(first).start());
  }

  long end() {
    return film.wall(film.pieces().get(last - 1).end());
  }

  /// What shows a span: of each file the pieces from the IDR at or before the span's start on.
  ///
  /// @param films of one rendition
  static List<Take> of(List<Film> films, long from, long to) {
    var takes = new ArrayList<Take>();
    for (var film : films) {
      if (film.end() > from && film.start() < to) {
        int first = film.entry(from);
        int last = film.before(to);
        if (first < last) {
          takes.add(new Take(film, first, last));
        }
      }
    }
    return takes;
  }

  /// What shows a span best: the main rendition, and others only where that one is missing.
  ///
  /// @param films of all renditions
  static List<Take> best(List<Film> films, long from, long to) {
    var takes = of(films.stream().filter(Take::isBest).toList(), from, to);
    var others = films.stream().filter(film -> !isBest(film)).toList();
    var all = new ArrayList<>(takes);
    for (var gap : gaps(takes, from, to)) {
      all.addAll(of(others, gap.from, gap.to));
    }
    all.sort(Comparator.comparingLong(Take::start));
    return all;
  }

  /// What shows most of a span in one rendition: the main one unless another has more.
  ///
  /// @param films of all renditions
  static List<Take> ofOne(List<Film> films, long from, long to) {
    var main = of(films.stream().filter(Take::isBest).toList(), from, to);
    var other = of(films.stream().filter(film -> !isBest(film)).toList(), from, to);
    return shown(other, from, to) > shown(main, from, to) + A_PIECE ? other : main;
  }

  private static long shown(List<Take> takes, long from, long to) {
    return takes.stream()
        .mapToLong(take -> Math.min(to, take.end()) - Math.max(from, take.start()))
        .sum();
  }

  private static boolean isBest(Film film) {
    return film.footage().rendition().equals(BEST);
  }

  private record Gap(long from, long to) {}

  private static List<Gap> gaps(List<Take> takes, long from, long to) {
    var gaps = new ArrayList<Gap>();
    long shown = from;
    for (var take : takes) {
      if (take.start() - shown >= SHORTEST_GAP) {
        gaps.add(new Gap(shown, take.start()));
      }
      shown = Math.max(shown, take.end());
    }
    if (to - shown >= SHORTEST_GAP) {
      gaps.add(new Gap(shown, to));
    }
    return gaps;
  }
}
