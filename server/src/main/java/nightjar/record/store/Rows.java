package nightjar.record.store;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import nightjar.record.file.Hash;
import nightjar.record.store.Connections.Statements;

/// How rows become values of the index's tables, and come back.
final class Rows {
  static final String COLUMNS =
      """
      SELECT files.id, cameras.name, rendition, path, start, end, bytes, files.number, files.root,
        synced, event, locked, mended, activity, thumbnail_at, thumbnail_length, boot, mono
      FROM files JOIN cameras ON cameras.id = files.camera
      """;

  private Rows() {}

  static long add(Statements s, Row row) throws SQLException {
    long camera = made(s, row.camera());
    s.run(
        """
        INSERT INTO files(camera, rendition, path, start, end, bytes, number, root, synced, event,
          locked, mended, activity, thumbnail_at, thumbnail_length, boot, mono)
        VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)""",
        camera,
        row.rendition(),
        row.path(),
        row.start(),
        row.end(),
        row.bytes(),
        row.number(),
        row.root().bytes(),
        row.synced() ? 1 : 0,
        row.event() || marked(s, camera, row) ? 1 : 0,
        row.locked() ? 1 : 0,
        row.mended() ? 1 : 0,
        row.activity(),
        row.thumbnailAt(),
        row.thumbnailLength(),
        bytes(row.boot()),
        row.mono());
    long id = s.number(0, "SELECT last_insert_rowid()");
    forward(s, camera, row.number(), row.root());
    return id;
  }

  static boolean marked(Statements s, long camera, Row row) throws SQLException {
    return s.number(
            0,
            "SELECT count(*) FROM events WHERE camera = ? AND start <= ? AND end >= ?",
            camera,
            row.end(),
            row.start())
        > 0;
  }

  static void forward(Statements s, long camera, long number, Hash root) throws SQLException {
    s.run(
        "UPDATE cameras SET number = ?, root = ? WHERE id = ? AND number < ?",
        number,
        root.bytes(),
        camera,
        number);
  }

  static long made(Statements s, String camera) throws SQLException {
    s.run("INSERT OR IGNORE INTO cameras(name, root) VALUES(?, ?)", camera, Hash.NONE.bytes());
    return camera(s, camera);
  }

  static long camera(Statements s, String camera) throws SQLException {
    return s.number(0, "SELECT id FROM cameras WHERE name = ?", camera);
  }

  // Ranges that touch become one, so that years of removing stay a few rows.
  static void remember(Statements s, long camera, long number, boolean lost) throws SQLException {
    int as = lost ? 1 : 0;
    if (number == 0
        || s.number(
                0,
                "SELECT count(*) FROM gone WHERE camera = ? AND first <= ? AND last >= ?",
                camera,
                number,
                number)
            > 0) {
      return;
    }
    long first =
        s.number(
            number,
            "SELECT first FROM gone WHERE camera = ? AND last = ? AND lost = ?",
            camera,
            number - 1,
            as);
    long last =
        s.number(
            number,
            "SELECT last FROM gone WHERE camera = ? AND first = ? AND lost = ?",
            camera,
            number + 1,
            as);
    s.run("DELETE FROM gone WHERE camera = ? AND first BETWEEN ? AND ?", camera, first, last);
    s.run("INSERT INTO gone VALUES(?, ?, ?, ?)", camera, first, last, as);
  }

  static Row row(ResultSet rows) throws SQLException {
    return new Row(
        rows.getLong(1),
        rows.getString(2),
        rows.getString(3),
        rows.getString(4),
        rows.getLong(5),
        rows.getLong(6),
        rows.getLong(7),
        rows.getLong(8),
        new Hash(rows.getBytes(9)),
        rows.getInt(10) == 1,
        rows.getInt(11) == 1,
        rows.getInt(12) == 1,
        rows.getInt(13) == 1,
        rows.getBytes(14),
        rows.getLong(15),
        rows.getInt(16),
        uuid(rows.getBytes(17)),
        rows.getLong(18));
  }

  static byte[] bytes(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static UUID uuid(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    return new UUID(in.getLong(), in.getLong());
  }
}
