package nightjar.playback;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nightjar.record.file.Piece;

/// Some pieces of a file, one after the other, the first with an IDR at its start.
///
/// @param first of the pieces, counted from 0
/// @param last the first that is not among them
record Take(Film film, int first, int last) {
  static final String BEST = "main";

  private static final long ROUNDED = 1_000; // microseconds: less is no overlap
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

  /// The same as [#best], but nothing is shown twice: where the main rendition ends, another goes
  /// on from its next IDR, and it ends with the last piece that has passed when the main one is
  /// back.
  static List<Take> apart(List<Film> films, long from, long to) {
    var apart = new ArrayList<Take>();
    var all = best(films, from, to);
    for (int i = 0; i < all.size(); i++) {
      var take = all.get(i);
      long earliest = apart.isEmpty() ? Long.MIN_VALUE : apart.getLast().end() - ROUNDED;
      long latest = isBest(take.film()) ? Long.MAX_VALUE : nextBest(all, i);
      take.within(earliest, latest).ifPresent(apart::add);
    }
    return apart;
  }

  private static long nextBest(List<Take> all, int after) {
    return all.stream()
        .skip(after + 1L)
        .filter(take -> isBest(take.film()))
        .mapToLong(Take::start)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /// From the first IDR at or after one time to the last piece that ends before another.
  private Optional<Take> within(long earliest, long latest) {
    int begin = first;
    while (begin < last && !(film.pieces().get(begin).idr() && wall(begin) >= earliest)) {
      begin++;
    }
    int end = last;
    while (end > begin && film.wall(film.pieces().get(end - 1).end()) - ROUNDED > latest) {
      end--;
    }
    return begin < end ? Optional.of(new Take(film, begin, end)) : Optional.empty();
  }

  private long wall(int piece) {
    return film.wall(film.pieces().get(piece).start());
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
