package nightjar;

import nightjar.http.MotionDesk;
import nightjar.motion.Sight;

/// One picture's scores for the page, which draws no more than so many.
final class Glance {
  private static final int MOST_COLUMNS = 80;

  private Glance() {}

  static MotionDesk.Now of(Sight sight, long at) {
    int each = (sight.columns() + MOST_COLUMNS - 1) / MOST_COLUMNS;
    int columns = (sight.columns() + each - 1) / each;
    int rows = (sight.rows() + each - 1) / each;
    return new MotionDesk.Now(
        at,
        Moments.state(sight.state()).word(),
        Moments.guard(sight.guard()).word(),
        sight.noise(),
        sight.gain(),
        columns,
        rows,
        highest(sight, each, columns, rows),
        sight.tracks().stream()
            .map(
                track ->
                    new MotionDesk.Box(
                        track.id(),
                        track.left(),
                        track.top(),
                        track.width(),
                        track.height(),
                        track.counts(),
                        track.still()))
            .toList());
  }

  private static byte[] highest(Sight sight, int each, int columns, int rows) {
    var into = new byte[columns * rows];
    var scores = sight.scores();
    for (int y = 0; y < sight.rows(); y++) {
      for (int x = 0; x < sight.columns(); x++) {
        int to = y / each * columns + x / each;
        int score = Math.max(into[to] & 0xff, scores[y * sight.columns() + x] & 0xff);
        into[to] = (byte) score;
      }
    }
    return into;
  }
}
