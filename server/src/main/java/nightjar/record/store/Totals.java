package nightjar.record.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import nightjar.record.store.Connections.Statements;

/// What the index says of many files together.
final class Totals {
  private static final long QUARTER = 15 * 60_000_000L; // microseconds; time zones differ by these

  private Totals() {}

  // Renditions of one moment count once: the one of which there is most.
  static List<Index.Quarter> quarters(Statements s, String camera) throws SQLException {
    var found = new ArrayList<Index.Quarter>();
    var query =
        s.of(
            """
            SELECT quarter, max(whole), max(events), max(kept) FROM (
              SELECT start / %d AS quarter, sum(end - start) AS whole,
                sum((end - start) * event) AS events, sum((end - start) * locked) AS kept
              FROM files WHERE camera = ? GROUP BY 1, rendition)
            GROUP BY 1 ORDER BY 1"""
                .formatted(QUARTER),
            Rows.camera(s, camera));
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Index.Quarter(
                rows.getLong(1) * QUARTER, rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return found;
  }

  static Index.Sums sums(Statements s) throws SQLException {
    return new Index.Sums(
        s.number(0, "SELECT bytes FROM sums WHERE kind = 0"),
        s.number(0, "SELECT bytes FROM sums WHERE kind = 1"),
        s.number(0, "SELECT bytes FROM sums WHERE kind = 2"),
        s.number(
            0,
            """
            SELECT min(oldest) FROM (
              SELECT (SELECT min(start) FROM files WHERE camera = cameras.id) AS oldest
              FROM cameras)"""));
  }
}
