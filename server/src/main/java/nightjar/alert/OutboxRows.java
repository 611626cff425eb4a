package nightjar.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightjar.alert.Kept.By;
import nightjar.alert.Kept.Delivery;
import nightjar.alert.Kept.State;

/// What rows of the outbox's tables mean.
final class OutboxRows {
  /// As [#kept] and [#alert] read them.
  static final String ALERTS =
      "SELECT id, at, rule, kind, camera, title, text, kinds, zone, event, urgent, put_off,"
          + " picture, clip, taken_by, taken_at FROM alerts ";

  /// As [#delivery] reads them.
  static final String DELIVERIES =
      "SELECT channel, kind, state, attempts, at, next, by, error, alert FROM deliveries ";

  private OutboxRows() {}

  static Kept kept(OutboxFile f, ResultSet row) throws SQLException {
    var alert = alert(row);
    boolean putOff = row.getBoolean(12);
    boolean picture = row.getBoolean(13);
    boolean clip = row.getBoolean(14);
    var by = row.getString(15);
    long at = row.getLong(16);
    return new Kept(
        alert,
        putOff,
        picture,
        clip,
        f.list(
            seen -> new By(seen.getString(1), seen.getLong(2)),
            "SELECT who, at FROM seen WHERE alert = ? ORDER BY at",
            alert.id()),
        by == null ? Optional.empty() : Optional.of(new By(by, at)),
        f.list(OutboxRows::delivery, DELIVERIES + "WHERE alert = ? ORDER BY channel", alert.id()));
  }

  static Alert alert(ResultSet row) throws SQLException {
    var kinds = row.getString(8);
    return new Alert(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        Alert.Kind.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        kinds.isEmpty() ? List.of() : List.of(kinds.split(",")),
        row.getString(9),
        row.getString(10),
        row.getBoolean(11));
  }

  static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getString(1),
        row.getString(2),
        State.valueOf(row.getString(3).toUpperCase(Locale.ROOT).replace('-', '_')),
        row.getInt(4),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        row.getString(8));
  }

  /// A delivery and whose it is.
  record Numbered(long alert, Delivery delivery) {}

  static Numbered numbered(ResultSet row) throws SQLException {
    return new Numbered(row.getLong(9), delivery(row));
  }
}
